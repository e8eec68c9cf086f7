// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/LocalDatabase.h"

#include "core/base/FileLock.h"
#include "core/base/Logging.h"
#include "core/storage/Migrator.h"
#include "core/storage/Sqlite.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <array>
#include <chrono>

Q_LOGGING_CATEGORY(databaseLog, "sqlai.storage")

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

constexpr QFile::Permissions filePermissions = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions folderPermissions = filePermissions | QFile::ExeOwner;

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::storage::LocalDatabase", text);
}

/// How long another program may take to make or migrate the file.
constexpr std::chrono::seconds startPatience(20);

Error storageFailure(const QString &detail)
{
    return {.code = ErrorCode::Storage, .detail = detail};
}

Result<void> configure(const QSqlDatabase &database)
{
    for (const auto &pragma :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s, u"PRAGMA foreign_keys = ON"_s}) {
        if (const auto set = execute(database, pragma); !set)
            return set.error();
    }
    return {};
}

/// Whether SQLite finds the file whole; an Error where it cannot even look.
Result<bool> isSound(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    const bool isAnswered = query.exec(u"PRAGMA quick_check(1)"_s) && query.next();
    if (isAnswered)
        return query.value(0).toString() == "ok"_L1;
    if (isCorrupt(query.lastError()))
        return false;
    return storageError(database, query.lastError());
}

}

LocalDatabase::LocalDatabase(const QString &workspaceFolder)
    : m_folder(workspaceFolder)
    , m_path(QDir(workspaceFolder).filePath(u"app.db"_s))
    , m_connectionName(u"sqlai-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_failure(storageFailure(tr("the database is not open yet. Try again.")))
    , m_worker(u"store"_s)
{
}

LocalDatabase::~LocalDatabase()
{
    // The connection belongs to the worker's thread, and the jobs before this one are writes someone counts on.
    m_worker
        .run([this]() -> Result<void> {
            disconnectOnWorker();
            return {};
        })
        .waitForFinished();
}

QFuture<Result<OpenedDatabase>> LocalDatabase::open()
{
    return m_worker.run([this] {
        auto opened = openOnWorker();
        m_failure.reset();
        if (!opened) {
            m_failure = opened.error();
            disconnectOnWorker();
            logEvent(databaseLog(), QtCriticalMsg, u"the database was not opened"_s,
                     {{u"reason"_s, opened.error().detail}});
        }
        return opened;
    });
}

Result<OpenedDatabase> LocalDatabase::openOnWorker()
{
    if (const auto made = makeFolder(); !made)
        return made.error();
    // So that of two programs that start at once one makes or migrates the file and the other finds it whole.
    FileLock lock(m_path + u".lock"_s);
    if (const auto locked = lock.lock(LockMode::Exclusive, startPatience); !locked)
        return storageFailure(locked.error().detail);
    bool isDamaged = false;
    auto connected = connectAndMigrate(isDamaged);
    if (!isDamaged)
        return connected ? Result<OpenedDatabase>(OpenedDatabase{}) : connected.error();

    disconnectOnWorker();
    const auto aside = setAside();
    if (!aside)
        return aside.error();
    connected = connectAndMigrate(isDamaged);
    if (!connected)
        return connected.error();
    logEvent(databaseLog(), QtWarningMsg, u"a damaged database was set aside"_s, {{u"file"_s, *aside}});
    return OpenedDatabase{.damagedFile = *aside,
                          .notice = tr("The history could not be read: its file was damaged. It was kept as %1, and "
                                       "the program has begun a new one.")
                                        .arg(*aside)};
}

Result<void> LocalDatabase::makeFolder() const
{
    const QFileInfo info(m_folder);
    if (!QDir().mkpath(m_folder))
        return storageFailure(
            tr("the folder %1 cannot be made. Check the permissions, or choose another workspace.").arg(m_folder));
    // The owner's bits come twice (as owner and as current user): compare what others may do.
    constexpr QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if ((info.permissions() & others) && !QFile::setPermissions(m_folder, folderPermissions))
        return storageFailure(
            tr("the folder %1 cannot be made private. Choose a workspace of your own.").arg(m_folder));
    return {};
}

Result<void> LocalDatabase::connectAndMigrate(bool &isDamaged)
{
    isDamaged = false;
    QFile file(m_path);
    if (file.exists() && file.size() == 0) {
        isDamaged = true;
        return {};
    }
    // Made here, since SQLite would make it readable for others.
    const bool isNew = !file.exists();
    if (isNew && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, filePermissions))
        return storageFailure(
            tr("%1 cannot be made: %2. Check the folder and the disk.").arg(m_path, file.errorString()));
    file.close();
    makePrivate();

    disconnectOnWorker();
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    database.setDatabaseName(m_path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    const auto openFile = [&]() -> Result<void> {
        if (!database.open())
            return storageError(database, database.lastError());
        const auto sound = isSound(database);
        if (!sound)
            return sound.error();
        isDamaged = !*sound;
        return {};
    };
    auto ready = openFile();
    const Migrator migrator;
    if (ready && !isDamaged)
        ready = migrator.migrate(database);
    if (ready && !isDamaged)
        ready = configure(database);
    database = {};
    if (!ready && isNew) {
        // An empty file would pass for a damaged one at the next start.
        disconnectOnWorker();
        if (QFileInfo(m_path).size() == 0)
            QFile::remove(m_path);
    }
    return ready;
}

Result<QString> LocalDatabase::setAside() const
{
    const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-hhmmss-zzz"_s);
    const QString target = m_path + u".damaged-"_s + stamp;
    for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(m_path + suffix) && !QFile::rename(m_path + suffix, target + suffix))
            return storageFailure(tr("%1 is damaged and cannot be set aside. Move it away by hand and start again.")
                                      .arg(m_path + suffix));
    }
    return target;
}

void LocalDatabase::makePrivate() const
{
    for (const auto &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(m_path + suffix))
            QFile::setPermissions(m_path + suffix, filePermissions);
    }
}

void LocalDatabase::disconnectOnWorker()
{
    if (QSqlDatabase::contains(m_connectionName))
        QSqlDatabase::removeDatabase(m_connectionName);
}

}
