// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/proof/ServerState.h"

#include <QDateTime>
#include <QDirIterator>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

/// The program's own sessions come and go; everybody else's are named, with what they are at.
constexpr char factsSql[] = R"sql(SELECT json_build_object(
    'log end', pg_current_wal_insert_lsn()::text,
    'rows of the traps', (SELECT string_agg(what, ', ') FROM trap_log),
    'transactions', pg_snapshot_xmax(pg_current_snapshot())::text,
    'sequence', (SELECT last_value::text || is_called FROM trap_sequence),
    'advisory locks', (SELECT string_agg(concat_ws(' ', classid, objid), ', ') FROM pg_locks
        WHERE locktype = 'advisory'),
    'sessions', (SELECT string_agg(concat_ws(' ', application_name, pid, state, query_start), ', ' ORDER BY pid)
        FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name NOT IN
            ('sql-ai-agent', 'program', 'witness')),
    'configuration read', pg_conf_load_time()::text,
    'configuration', (SELECT md5(string_agg(concat(name, '=', setting), ',' ORDER BY name)) FROM pg_settings),
    'settings of roles', (SELECT string_agg(s::text, ', ') FROM pg_db_role_setting s),
    'roles', (SELECT string_agg(r::text, ', ') FROM pg_authid r),
    'prepared transactions', (SELECT count(*)::text FROM pg_prepared_xacts),
    'replication slots', (SELECT string_agg(slot_name, ', ') FROM pg_replication_slots),
    'replication origins', (SELECT string_agg(roname, ', ') FROM pg_replication_origin),
    'backup', pg_is_in_recovery()::text,
    'statistics', concat_ws(', ', (SELECT string_agg(stats_reset::text, ', ' ORDER BY datname) FROM pg_stat_database),
        (SELECT stats_reset FROM pg_stat_bgwriter), (SELECT stats_reset FROM pg_stat_wal),
        (SELECT stats_reset FROM pg_stat_archiver), (SELECT max(stats_reset) FROM pg_stat_slru),
        (SELECT stats_reset FROM pg_stat_statements_info))))sql";

/// What a server writes by itself while others only read: who is at work, room won on a page, checkpoints.
constexpr char recordsSql[] = R"sql(SELECT string_agg(DISTINCT concat_ws(' ', resource_manager, record_type), ', ')
    FROM pg_get_wal_records_info('%1', '%2')
    WHERE (resource_manager, record_type) NOT IN (('Standby', 'RUNNING_XACTS'), ('Heap2', 'PRUNE'),
        ('XLOG', 'FPI_FOR_HINT'), ('XLOG', 'CHECKPOINT_ONLINE')))sql";

constexpr char tablesSql[] = R"sql(SELECT string_agg(format(
        'SELECT %L, sum(hashtextextended(%s, 0)) FROM ONLY %I.%I t', c.oid::regclass::text,
        CASE c.relkind WHEN 'S' THEN 'concat(last_value, is_called)' ELSE 't::text' END, n.nspname, c.relname),
        ' UNION ALL ')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm', 'S') AND c.relpersistence <> 't' AND n.nspname NOT IN ('pg_toast')
        AND c.oid NOT IN ('pg_statistic'::regclass, 'pg_statistic_ext_data'::regclass))sql";

QString filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator entries(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    while (entries.hasNext()) {
        const QFileInfo file = entries.nextFileInfo();
        files.append(file.isDir() ? file.fileName()
                                  : u"%1 (%2, %3)"_s.arg(file.fileName(), QString::number(file.size()),
                                                         file.lastModified().toString(Qt::ISODateWithMs)));
    }
    files.sort();
    return files.join(u", "_s);
}

}

ServerState ServerState::read(RawSession &witness, const QStringList &folders)
{
    ServerState state;
    const QJsonObject facts = QJsonDocument::fromJson(witness.value(factsSql).toUtf8()).object();
    for (auto fact = facts.begin(); fact != facts.end(); ++fact)
        state.m_facts.insert(fact.key(), fact.value().toString());
    state.m_logEnd = state.m_facts.take(u"log end"_s);
    for (const QString &folder : folders)
        state.m_facts.insert(u"files in "_s + folder, filesIn(folder));
    return state;
}

QString ServerState::wholeDatabase(RawSession &witness)
{
    const QString tables = witness.value(tablesSql);
    return witness.value("SELECT md5(string_agg(concat(name, hash), ',' ORDER BY name)) FROM (" + tables.toUtf8()
                         + ") AS every_table (name, hash)");
}

QStringList ServerState::differences(const ServerState &after) const
{
    QStringList found;
    for (auto fact = m_facts.begin(); fact != m_facts.end(); ++fact) {
        const QString now = after.m_facts.value(fact.key());
        if (now != fact.value())
            found.append(u"%1: \"%2\", then \"%3\""_s.arg(fact.key(), fact.value(), now));
    }
    return found;
}

QStringList ServerState::records(const ServerState &after, RawSession &witness) const
{
    if (hasSameLog(after))
        return {};
    // What is not on disk yet cannot be read.
    witness.value("SELECT pg_logical_emit_message(true, 'proof', '')");
    const QString records = witness.value(QString::fromLatin1(recordsSql).arg(m_logEnd, after.m_logEnd).toUtf8());
    return records.isEmpty() ? QStringList() : QStringList{u"write-ahead log: "_s + records};
}

}
