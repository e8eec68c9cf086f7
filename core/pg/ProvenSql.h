// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>

namespace sqlai::pg {

/// A statement that the server itself took for a mere query, inside the open transaction in which it is to run. Made
/// by ServerGuard alone; no other transaction takes it.
class ProvenSql final
{
public:
    ProvenSql(const ProvenSql &) = delete;
    ProvenSql &operator=(const ProvenSql &) = delete;
    ProvenSql(ProvenSql &&) noexcept = default;
    ProvenSql &operator=(ProvenSql &&) noexcept = default;

    const QByteArray &text() const { return m_text; }
    /// PgTransaction::id() of the one transaction that may run it.
    quint64 transaction() const { return m_transaction; }

private:
    friend class ServerGuard;
    ProvenSql(QByteArray text, quint64 transaction)
        : m_text(std::move(text))
        , m_transaction(transaction)
    {
    }

    QByteArray m_text;
    quint64 m_transaction;
};

}
