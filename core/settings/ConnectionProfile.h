// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/base/Secret.h"

#include <QMap>
#include <QString>

namespace sqlai::settings {

/// Where a PostgreSQL is and who asks it: libpq's connection parameters, the password kept apart.
struct ConnectionProfile {
    /// libpq's keywords (host, port, dbname, user, sslmode, options ...) without the password.
    QMap<QString, QString> parameters = {};
    Secret password = {};
    /// Whether statements may run although the role is a superuser, whom nothing on the server holds back: an
    /// administrator's decision.
    bool allowsSuperuser = false;
    /// A pooler in between gives each transaction whichever of the server's sessions is free, and that session to
    /// somebody else afterwards.
    bool isTransactionPooled = false;

    /// Takes a postgresql:// URL or a "host=... dbname=..." string apart, by libpq's own reading of it. An Error
    /// (Usage) never repeats the text, since it may hold a password.
    static Result<ConnectionProfile> parse(const QString &connectionString);

    QString host() const;
    QString database() const;
    QString user() const;
    int port() const;
    /// "host:port/database/user": schema, examples and history are kept apart by it.
    QString key() const;
    /// For the screen: "fleet · localhost".
    QString displayName() const;
};

}
