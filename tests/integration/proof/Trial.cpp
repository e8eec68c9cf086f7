// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/proof/Trial.h"

#include <QDir>
#include <QFile>

#include <array>
#include <stdexcept>

using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

/// Quiet enough that only what is tried writes anything.
const ScratchServer::Settings quietSettings{{u"wal_level"_s, u"logical"_s},
                                            {u"shared_preload_libraries"_s, u"pg_stat_statements"_s},
                                            {u"autovacuum"_s, u"off"_s},
                                            {u"checkpoint_timeout"_s, u"1h"_s},
                                            {u"max_wal_size"_s, u"8GB"_s}};

constexpr char witnessScript[] = "CREATE TABLE trap_log (what text); CREATE SEQUENCE trap_sequence;"
                                 "CREATE EXTENSION pg_walinspect; CREATE EXTENSION pg_stat_statements";

/// What attacks leave in the server goes, so that the next one is judged by itself.
constexpr std::array cleaning{
    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots",
    "SELECT pg_replication_origin_drop(roname) FROM pg_replication_origin",
    "ALTER SYSTEM RESET work_mem",
    "ALTER ROLE reader RESET ALL",
    "TRUNCATE trap_log",
};

/// Sessions that attacks have opened end by themselves, or are ended; how many there still are.
constexpr char endStrangers[] = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                                "WHERE backend_type = 'client backend' AND application_name NOT IN "
                                "('sql-ai-agent', 'program', 'witness', 'listener', 'bystander')";

constexpr char isAtWork[] = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'bystander' "
                            "AND wait_event = 'PgSleep'";

const auto chinookScript = u"../shared/data/chinook.sql"_s;

QString sourceFile(const QString &path)
{
    return qEnvironmentVariable("SQLAI_SOURCE_DIR") + u'/' + path;
}

}

Trial::Trial()
    : m_server(quietSettings)
{
    m_server.createDatabase(u"trap"_s);
    m_server.runScript(u"trap"_s, witnessScript);
    m_server.createDatabase(u"honest"_s);
    m_server.runFile(u"honest"_s, sourceFile(u"data/demo/fleet.sql"_s));
    const QString guard = u"tests/data/guard/"_s;
    const auto copy = [this](const char *database, const char *original) {
        m_server.runScript(ScratchServer::superuser(),
                           QByteArray("CREATE DATABASE ") + database + " TEMPLATE " + original);
    };
    copy("proof", "honest");
    m_server.runFile(u"proof"_s, sourceFile(guard + u"catalogue.sql"_s));
    for (const char *wide : {"casts", "classes"}) {
        copy(wide, "proof");
        m_server.runFile(QLatin1String(wide), sourceFile(guard + u"catalogue_%1.sql"_s.arg(QLatin1String(wide))));
    }
    m_server.runFile(u"honest"_s, sourceFile(guard + u"honest.sql"_s));
    loadChinook();

    m_witness = std::make_unique<RawSession>(as(u"witness"_s, u"trap"_s, ScratchServer::superuser()));
    // What it writes is on disk at once, with the log of what came before, which ServerState reads.
    m_witness->value("SET synchronous_commit = on");
    m_listener = std::make_unique<RawSession>(as(u"listener"_s, u"proof"_s, reader()));
    m_listener->value("LISTEN proof");
    m_dataFolder = m_witness->value("SHOW data_directory");
    settle();
}

void Trial::loadChinook()
{
    if (!hasChinook())
        return;
    m_server.createDatabase(u"chinook"_s);
    m_server.runFile(u"chinook"_s, sourceFile(chinookScript));
    m_server.runScript(u"chinook"_s, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
}

bool Trial::hasChinook()
{
    return QFile::exists(sourceFile(chinookScript));
}

settings::ConnectionProfile Trial::program(const QString &database, const QString &role, const QString &path) const
{
    auto profile = as(u"program"_s, database, role);
    profile.allowsSuperuser = true;
    profile.parameters.insert(u"options"_s, u"-c search_path="_s + QString(path).remove(u' '));
    return profile;
}

QStringList Trial::effects()
{
    const ServerState now = state();
    QStringList found = m_before.differences(now) + m_before.records(now, *m_witness);
    const QStringList heard = m_listener->notifications();
    if (!heard.isEmpty())
        found.append(u"messages: "_s + heard.join(u", "_s));
    if (!found.isEmpty())
        settle();
    else if (!m_before.hasSameLog(now))
        m_before = state(); // Reading the log left a mark of our own.
    return found;
}

ServerState Trial::state()
{
    return ServerState::read(*m_witness, {m_dataFolder, m_dataFolder + u"/pg_replslot"_s});
}

QMap<QString, QString> Trial::everything()
{
    QMap<QString, QString> all;
    for (const QString &database : {u"proof"_s, u"honest"_s}) {
        RawSession session(as(u"witness"_s, database, ScratchServer::superuser()));
        session.value("SET proof.is_loading = on"); // Reading the traps' tables is no attack.
        all.insert(database, ServerState::wholeDatabase(session));
    }
    return all;
}

void Trial::settle()
{
    waitFor(endStrangers, u"0"_s);
    for (const char *statement : cleaning)
        m_witness->value(statement);
    const QDir folder(m_dataFolder);
    for (const QString &file : folder.entryList({u"watched-*"_s}))
        QFile::remove(folder.filePath(file));
    sendBystanderToWork();
    m_listener->notifications();
    m_before = state();
}

void Trial::waitFor(const QByteArray &question, const QString &answer)
{
    for (int i = 0; i < 5'000; ++i) {
        if (m_witness->value(question) == answer)
            return;
        m_witness->value("SELECT pg_sleep(0.002)"); // Those who are to end need the processor, too.
    }
    throw std::runtime_error("The server does not come to rest: " + question.toStdString());
}

void Trial::sendBystanderToWork()
{
    if (m_bystander && m_witness->value(isAtWork) == u"1"_s)
        return;
    m_bystander = std::make_unique<RawSession>(as(u"bystander"_s, u"proof"_s, reader()));
    m_bystander->begin("SELECT pg_sleep(3600)");
    waitFor(isAtWork, u"1"_s);
}

settings::ConnectionProfile Trial::as(const QString &name, const QString &database, const QString &role) const
{
    auto profile = m_server.profile(database, role);
    profile.parameters.insert(u"application_name"_s, name);
    return profile;
}

}
