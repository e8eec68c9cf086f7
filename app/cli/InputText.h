// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QString>

namespace sqlai::cli {

/// The bytes of a file, or of standard input for "-". Error: NotFound, File.
Result<QByteArray> readBytes(const QString &path);

/// The same as text. Error: also Usage, where it is not UTF-8.
Result<QString> readText(const QString &path);

}
