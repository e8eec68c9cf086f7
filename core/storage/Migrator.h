// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QList>
#include <QSqlDatabase>
#include <QString>

namespace sqlai::storage {

/// Brings a database to the schema that this program knows. Its version is SQLite's user_version; each file
/// NNNN_name.sql of the folder is one step and one transaction. On the store's worker.
class Migrator final
{
public:
    explicit Migrator(const QString &folder = QStringLiteral(":/migrations"));

    int newestVersion() const;
    /// Backs an existing database up to `<file>.before-<version>` first. Errors: Storage; a newer database than this
    /// program is refused and left as it is.
    Result<void> migrate(const QSqlDatabase &database) const;
    static Result<int> version(const QSqlDatabase &database);

private:
    struct Step {
        int version = 0;
        QString path = {};
    };

    Result<void> apply(const QSqlDatabase &database, const Step &step) const;

    QList<Step> m_steps;
};

}
