// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/LocalDatabase.h"

#include "core/base/FileLock.h"
#include "core/base/Logging.h"
#include "core/storage/Migrator.h"
#include "core/storage/Sqlite.h"
#include "core/storage/Workspace.h"

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

/// Opens it, and migrates it where it is whole.
Result<void> makeReady(QSqlDatabase &database, bool &isDamaged)
{
    if (!database.open())
        return storageError(database, database.lastError());
    const auto sound = isSound(database);
    if (!sound)
        return sound.error();
    isDamaged = !*sound;
    if (isDamaged)
        return {};
    if (const auto migrated = Migrator().migrate(database); !migrated)
        return migrated.error();
    return configure(database);
}

QString resultsFolder(const QString &workspaceFolder)
{
    return QDir(workspaceFolder).filePath(u"results"_s);
}

}

LocalDatabase::LocalDatabase(const QString &workspaceFolder)
    : m_folder(workspaceFolder)
    , m_path(QDir(workspaceFolder).filePath(u"app.db"_s))
    , m_connectionName(u"sqlai-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
    , m_users(m_path + u".users"_s)
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
            m_users.unlock();
            logEvent(databaseLog(), QtCriticalMsg, u"the database was not opened"_s,
                     {{u"reason"_s, opened.error().detail}});
        }
        return opened;
    });
}

Result<OpenedDatabase> LocalDatabase::openOnWorker()
{
    if (const auto made = prepareWorkspace(m_folder); !made)
        return made.error();
    // So that of two programs that start at once one makes or migrates the file and the other finds it whole.
    FileLock lock(m_path + u".lock"_s);
    if (const auto locked = lock.lock(LockMode::Exclusive, startPatience); !locked)
        return storageFailure(locked.error().detail);
    // Others take it alone under the lock above only, so it is never in our way for long.
    if (const auto shared = m_users.lock(LockMode::Shared, startPatience); !shared)
        return storageFailure(shared.error().detail);
    bool isLost = false;
    const auto connected = connectAndMigrate(isLost);
    if (isLost)
        return replaceLost();
    return connected ? Result<OpenedDatabase>(OpenedDatabase{}) : connected.error();
}

Result<OpenedDatabase> LocalDatabase::replaceLost()
{
    disconnectOnWorker();
    const auto isAlone = m_users.tryLock(LockMode::Exclusive);
    if (!isAlone)
        return storageFailure(isAlone.error().detail);
    if (!*isAlone)
        return storageFailure(
            tr("%1 is damaged, and another window or command of this program still has it open. Close "
               "the others first and start again.")
                .arg(m_path));
    const auto aside = setAside();
    if (!aside)
        return aside.error();
    bool isLost = false;
    if (const auto connected = connectAndMigrate(isLost); !connected)
        return connected.error();
    if (const auto shared = m_users.lock(LockMode::Shared, startPatience); !shared)
        return storageFailure(shared.error().detail);
    logEvent(databaseLog(), QtWarningMsg, u"a lost database was replaced"_s,
             {{u"file"_s, aside->damagedFile}, {u"results"_s, aside->damagedResults}});
    return aside;
}

bool LocalDatabase::hasResults() const
{
    return !QDir(resultsFolder(m_folder)).isEmpty();
}

Result<void> LocalDatabase::connectAndMigrate(bool &isLost)
{
    QFile file(m_path);
    const bool isThere = file.exists();
    const bool isNew = file.size() == 0;
    // An empty file is one whose making was cut short; but not when there is something that belonged to its contents.
    isLost = isNew && ((isThere && QFile::exists(m_path + u"-wal"_s)) || hasResults());
    if (isLost)
        return {};
    // Made here, since SQLite would make it readable for others.
    if (!isThere && !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, filePermissions))
        return storageFailure(
            tr("%1 cannot be made: %2. Check the folder and the disk.").arg(m_path, file.errorString()));
    file.close();
    makePrivate();

    disconnectOnWorker();
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_connectionName);
    database.setDatabaseName(m_path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    return makeReady(database, isLost);
}

Result<OpenedDatabase> LocalDatabase::setAside() const
{
    const QString name = u".damaged-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-hhmmss-zzz"_s);
    OpenedDatabase aside;
    // The database comes last: should we be killed on the way, the next start finds it damaged still.
    QStringList files{m_path + u"-shm"_s, m_path + u"-wal"_s, m_path};
    if (hasResults()) {
        files.prepend(resultsFolder(m_folder));
        aside.damagedResults = files.first() + name;
    }
    for (const QString &file : std::as_const(files)) {
        const QString target = file.startsWith(m_path) ? m_path + name + file.mid(m_path.size()) : file + name;
        if (QFile::exists(file) && !QFile::rename(file, target))
            return storageFailure(
                tr("%1 is damaged and cannot be set aside. Move it away by hand and start again.").arg(file));
    }
    if (QFile::exists(m_path + name)) {
        aside.damagedFile = m_path + name;
        aside.notice = tr("The history could not be read: its file was damaged. It was kept as %1, and the program has "
                          "begun a new one.")
                           .arg(aside.damagedFile);
    } else {
        aside.notice = tr("The history was gone: there was no file %1. The program has begun a new one.").arg(m_path);
    }
    if (!aside.damagedResults.isEmpty())
        aside.notice += u' ' + tr("The stored results were kept in %1.").arg(aside.damagedResults);
    return aside;
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
