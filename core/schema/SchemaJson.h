// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/schema/Schema.h"

#include <QByteArray>
#include <QCoreApplication>

namespace sqlai::schema {

/// A schema as JSON text: for people, for version control and as the cache's memory. Keys are in a fixed order and
/// every line ends alike, so that a diff shows what changed. Unknown keys are left alone on reading. Pure.
class SchemaJson final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::schema::SchemaJson)

public:
    /// 2 spaces of indent, a line feed at the end.
    static QByteArray write(const Schema &schema);
    /// `name` is what the Error calls the text: a file's name. Errors: File (what is wrong and where).
    static Result<Schema> read(const QByteArray &json, const QString &name);
};

}
