// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"

#include <QHash>
#include <QString>

namespace sqlai::schema {

/// Finds the table that a name means, as a person or a model writes names.
class TableNames final
{
public:
    explicit TableNames(const Schema &schema);

    /// The table of a plain name (over the search_path, then where only one schema has it) or of one with its schema,
    /// with or without quotes; spelt as it is, else in lower case as PostgreSQL reads names, else in whatever case only
    /// one table has. nullptr where there is none, or more than one. Lives as long as this object.
    const Table *find(const QString &written) const;

private:
    using Index = QHash<QString, QList<qsizetype>>;

    struct Spelling {
        /// By "schema\0table".
        Index qualified = {};
        Index plain = {};
    };

    const Table *findName(const QStringList &parts, const Spelling &spelling) const;
    const Table *findPlain(const QString &name, const Spelling &spelling) const;
    const Table *onlyOne(const QList<qsizetype> &tables) const;

    Schema m_schema;
    Spelling m_exact;
    Spelling m_folded;
};

}
