// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Migrator.h"

#include "core/base/Logging.h"
#include "core/storage/Sqlite.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

Q_LOGGING_CATEGORY(migrationLog, "sqlai.storage")

/// A static library's resources are linked only where they are asked for; outside of every namespace, as Qt wants it.
static void initializeResources()
{
    Q_INIT_RESOURCE(resources);
}

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::storage::Migrator", text);
}

Error storageFailure(const QString &detail)
{
    return {.code = ErrorCode::Storage, .detail = detail};
}

Result<void> backUp(const QSqlDatabase &database, int version)
{
    const QString path = database.databaseName() + u".before-"_s + QString::number(version + 1).rightJustified(4, u'0');
    QFile::remove(path);
    // A copy of the file alone would miss what still stands in the write-ahead log.
    if (const auto copied = execute(database, u"VACUUM INTO ?"_s, {path}); !copied)
        return copied.error();
    if (!QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner))
        return storageFailure(tr("the backup %1 cannot be made private. Check the disk.").arg(path));
    return {};
}

}

Migrator::Migrator(const QString &folder)
{
    initializeResources();
    const QDir directory(folder);
    const QStringList names = directory.entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        m_steps.append({.version = name.section(u'_', 0, 0).toInt(), .path = directory.filePath(name)});
}

int Migrator::newestVersion() const
{
    return m_steps.isEmpty() ? 0 : m_steps.last().version;
}

Result<int> Migrator::version(const QSqlDatabase &database)
{
    auto query = execute(database, u"PRAGMA user_version"_s);
    if (!query)
        return query.error();
    return query->next() ? query->value(0).toInt() : 0;
}

Result<void> Migrator::migrate(const QSqlDatabase &database) const
{
    const auto current = version(database);
    if (!current)
        return current.error();
    if (*current > newestVersion()) {
        return storageFailure(
            tr("%1 was made by a newer version of this program (schema %2, this one knows %3) and was "
               "left as it is. Install the newer version, or choose another workspace.")
                .arg(database.databaseName())
                .arg(*current)
                .arg(newestVersion()));
    }
    if (*current > 0 && *current < newestVersion()) {
        if (const auto backedUp = backUp(database, *current); !backedUp)
            return backedUp;
    }
    for (const Step &step : m_steps) {
        if (step.version <= *current)
            continue;
        if (const auto applied = apply(database, step); !applied)
            return applied;
    }
    return {};
}

Result<void> Migrator::apply(const QSqlDatabase &database, const Step &step) const
{
    QFile file(step.path);
    if (!file.open(QIODevice::ReadOnly))
        return storageFailure(tr("the migration %1 cannot be read. Install the program anew.").arg(step.path));
    const QString script = QString::fromUtf8(file.readAll().replace("\r\n", "\n"));
    const QStringList statements = script.split(u"\n\n"_s, Qt::SkipEmptyParts);
    const auto migrated = inTransaction(database, [&]() -> Result<void> {
        for (const QString &statement : statements) {
            if (const auto done = execute(database, statement); !done)
                return done.error();
        }
        // A pragma takes no bound value; the number comes from our own file's name.
        const auto done = execute(database, u"PRAGMA user_version = %1"_s.arg(step.version));
        return done ? Result<void>() : Result<void>(done.error());
    });
    if (migrated)
        logEvent(migrationLog(), QtInfoMsg, u"migrated"_s, {{u"version"_s, step.version}});
    return migrated;
}

}
