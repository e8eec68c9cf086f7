// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/settings/Settings.h"

#include <QByteArray>
#include <QString>

namespace sqlai::settings {

/// The .env of a workspace: KEY=VALUE lines, `#` comments, optional quotes ('as it is', or "with \" and \\"), `export `
/// tolerated, nothing expanded. It may hold secrets, so no error repeats what stands in it.
class EnvFile final
{
public:
    static constexpr qint64 maximumBytes = 65536;
    static constexpr qsizetype maximumLineLength = 8192;

    /// Every assignment of the file; none where it does not exist. Errors: File (others can reach it, it cannot be
    /// read, it is not text), Usage (a line that is not KEY=VALUE, a key twice). Blocks for the reading of a small
    /// file.
    static Result<Values> read(const QString &path);
    /// The same for bytes that were read; `path` names the file in errors.
    static Result<Values> parse(const QByteArray &bytes, const QString &path);
};

}
