// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/knowledge/Example.h"

#include <QByteArray>
#include <QString>

namespace sqlai::knowledge {

/// The format of an example: comment lines `-- Question: ...` and `-- Description: ...` in any order and case, each
/// continued by comment lines that are indented by two spaces or more, then one SELECT. Where there is no question, the
/// file's name is it. Other comments behind these belong to the SQL. Whether the SQL may run is the guard's business.
class ExampleFile final
{
public:
    static constexpr qint64 maximumBytes = 65536;

    /// Reads a file; blocks for it. Errors as parse().
    static Result<Example> read(const QString &path);
    /// `fileName` gives the example its name and names the file in errors. Error: File, in one sentence.
    static Result<Example> parse(const QByteArray &bytes, const QString &fileName);
    /// The example as a file; parse() gives the same example back. UTF-8.
    static QByteArray toText(const Example &example);
};

}
