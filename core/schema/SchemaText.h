// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

namespace sqlai::schema {

/// Tables in a text of limited length.
struct FittedTables {
    QString text = {};
    /// Tables that are not in it at all.
    qsizetype leftOut = 0;
};

/// Tables as compact text for a model: the same tables give the same text, each table once, names qualified and as SQL
/// takes them. Comments are strangers' text: see PromptText. Pure.
///
/// Where a text would be longer than `maximumCharacters`, it tells less of every table, and leaves out tables that
/// still do not fit only where nothing else helps, saying how many. Of a single one that does not fit, it has the
/// beginning.
class SchemaText final
{
public:
    /// A line for each table: name, names of columns, comment.
    static FittedTables overview(const QList<Table> &tables, qsizetype maximumCharacters);
    /// Everything that SQL needs to know of tables: columns with types, NULL, enum labels and comments, keys.
    static FittedTables details(const QList<Table> &tables, qsizetype maximumCharacters);
};

}
