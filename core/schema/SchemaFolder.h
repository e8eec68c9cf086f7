// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/schema/Schema.h"

#include <QCoreApplication>

namespace sqlai::schema {

/// A folder of schema files: all_in_one_schema_overview.json and one <schema>.json for each schema. Its functions
/// read and write files: they are for the thread pool.
class SchemaFolder final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::schema::SchemaFolder)

public:
    static const QString overviewName;

    /// Each file is replaced as a whole, files of schemas that are gone are removed, and the overview comes last. Other
    /// files in the folder are left alone. Errors: File.
    static Result<void> write(const Schema &schema, const QString &folder);
    /// The overview alone where there is one, else all *.json together. Errors: NotFound (no file), File.
    static Result<Schema> read(const QString &folder);

    /// A name for file or folder that every system takes, and that no other text gives, also where upper and lower
    /// case are the same.
    static QString safeName(const QString &text);
};

}
