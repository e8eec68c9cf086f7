// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/proof/RawSession.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace sqlai::test {

/// What a statement could leave on a server, as seen at one moment by a session of the superuser's beside it.
///
/// No row can be written, no catalogue changed, no large object made, anywhere on the server, without a number of a
/// transaction or a record in the write-ahead log: these two stand for all of them, however much data there is. The
/// rest is what happens without: sequences that have numbers in stock, locks, sessions, settings, slots, statistics,
/// files, and messages to others.
class ServerState final
{
public:
    /// `folders` are looked at by name, size and time of their files.
    static ServerState read(RawSession &witness, const QStringList &folders);
    /// Every row, catalogue and large object of the witness's database, as one hash: slow, for the end.
    static QString wholeDatabase(RawSession &witness);

    /// What differs in `after`, each with what it was and what it is.
    QStringList differences(const ServerState &after) const;
    bool hasSameLog(const ServerState &after) const { return m_logEnd == after.m_logEnd; }
    /// What the write-ahead log tells of the time between; writes a record of its own where it tells anything.
    QStringList records(const ServerState &after, RawSession &witness) const;

private:
    QMap<QString, QString> m_facts;
    /// Where the write-ahead log ends.
    QString m_logEnd;
};

}
