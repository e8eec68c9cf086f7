// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/PgHandles.h"
#include "core/settings/ConnectionProfile.h"

#include <QByteArray>
#include <QStringList>

namespace sqlai::test {

/// A session without any guard, for what a trial needs around the program: bystanders, witnesses, and attacks that are
/// to succeed. Blocks. Throws std::runtime_error where it cannot connect.
class RawSession final
{
public:
    explicit RawSession(const settings::ConnectionProfile &profile);

    /// One statement by the extended protocol; the first value of its rows. Throws with the server's words.
    QString value(const QByteArray &sql);
    /// The same, its failure being no surprise: the server's words, or nothing.
    QString attempt(const QByteArray &sql);
    /// Sends it and does not wait for the answer.
    void begin(const QByteArray &sql);
    /// What arrived by NOTIFY since the last call.
    QStringList notifications();

private:
    pg::PgConnectionHandle m_handle;
};

}
