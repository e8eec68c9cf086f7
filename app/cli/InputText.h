// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

class QFile;

namespace sqlai::cli {

/// Opens the file for reading; standard input where its name is "-". Errors: NotFound, File.
Result<void> openInput(QFile &file);

/// Everything up to `maximumBytes`. Waits for standard input.
QByteArray readAtMost(QFile &file, qint64 maximumBytes);

/// The text of a file, or of standard input for "-", as far as a statement may be long. Errors: NotFound, File, Usage
/// (not UTF-8).
Result<QString> readText(const QString &path);

}
