// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/StatementNames.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace sqlai::sql {

/// One statement that SqlGuard has read and let through: the only text that can get near a server. What its names stand
/// for is not judged yet; pg/ServerGuard does that.
class CheckedSql final
{
public:
    /// Exactly what was checked and what runs: UTF-8, without a change.
    const QByteArray &text() const { return m_text; }
    /// The relations that it names, as written ("trucks", "fleet.trucks"), without WITH names, sorted, each once.
    const QStringList &tables() const { return m_tables; }

    /// What only a server can tell the meaning of.
    const StatementNames &names() const { return m_names; }

private:
    friend class SqlGuard;
    CheckedSql(QByteArray text, QStringList tables, StatementNames names)
        : m_text(std::move(text))
        , m_tables(std::move(tables))
        , m_names(std::move(names))
    {
    }

    QByteArray m_text;
    QStringList m_tables;
    StatementNames m_names;
};

}
