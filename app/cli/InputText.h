// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

class QFile;

namespace sqlai::cli {

/// Opens the file for reading; standard input where its name is "-". Errors: NotFound, File.
Result<void> openInput(QFile &file);

/// The statement that the file holds, without a byte order mark. One that is too long is cut to a length that is still
/// too long, for the guard to refuse. Waits for standard input.
QByteArray readStatement(QFile &file);

/// The statement of a file, or of standard input for "-", as text. Errors: NotFound, File, Usage (not UTF-8), SqlDenied
/// (too long).
Result<QString> readText(const QString &path);

}
