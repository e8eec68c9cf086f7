// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace sqlai::sql {

/// One statement that SqlGuard has read and let through: the only text that can get near a server.
class CheckedSql final
{
public:
    /// Exactly what was checked and what runs: UTF-8, without a change.
    const QByteArray &text() const { return m_text; }
    /// The relations that it names, as written ("trucks", "fleet.trucks"), without WITH names, sorted, each once.
    const QStringList &tables() const { return m_tables; }

private:
    friend class SqlGuard;
    CheckedSql(QByteArray text, QStringList tables)
        : m_text(std::move(text))
        , m_tables(std::move(tables))
    {
    }

    QByteArray m_text;
    QStringList m_tables;
};

}
