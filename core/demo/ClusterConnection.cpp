// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ClusterConnection.h"

#include <QThreadPool>

#include <libpq-fe.h>

#include <vector>

namespace sqlai::demo {
namespace {

void ignoreNotice(void *, const PGresult *)
{
}

Error sqlFailure(const PGresult *result)
{
    const auto field = [&](int code) { return QString::fromUtf8(PQresultErrorField(result, code)); };
    return Error{.code = ErrorCode::SqlFailed,
                 .detail = field(PG_DIAG_MESSAGE_PRIMARY),
                 .sqlState = field(PG_DIAG_SQLSTATE),
                 .hint = field(PG_DIAG_MESSAGE_HINT),
                 .position = field(PG_DIAG_STATEMENT_POSITION).toInt()};
}

}

ClusterConnection::ClusterConnection(pg_conn *connection)
    : m_connection(connection, &PQfinish)
{
}

Result<ClusterConnection> ClusterConnection::open(const settings::ConnectionProfile &profile)
{
    std::vector<QByteArray> texts;
    texts.reserve(size_t(profile.parameters.size()) * 2);
    for (auto parameter = profile.parameters.cbegin(); parameter != profile.parameters.cend(); ++parameter) {
        texts.push_back(parameter.key().toUtf8());
        texts.push_back(parameter.value().toUtf8());
    }
    std::vector<const char *> keywords{"client_encoding", "connect_timeout", "application_name"};
    std::vector<const char *> values{"UTF8", "20", "sql-ai-agent demo"};
    for (size_t i = 0; i + 1 < texts.size(); i += 2) {
        keywords.push_back(texts[i].constData());
        values.push_back(texts[i + 1].constData());
    }
    if (!profile.password.isEmpty()) {
        keywords.push_back("password");
        values.push_back(profile.password.reveal().constData());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);

    ClusterConnection connection(PQconnectdbParams(keywords.data(), values.data(), 0));
    PGconn *raw = connection.m_connection.get();
    if (PQstatus(raw) != CONNECTION_OK)
        return Error{.code = ErrorCode::Connection, .detail = QString::fromUtf8(PQerrorMessage(raw)).trimmed()};
    PQsetNoticeReceiver(raw, ignoreNotice, nullptr);
    return connection;
}

Result<QString> ClusterConnection::execute(const QByteArray &script, const CancelToken &token)
{
    PGconn *raw = m_connection.get();
    const std::shared_ptr<PGcancel> request(PQgetCancel(raw), &PQfreeCancel);
    const auto registration = token.onCancel([request] {
        // On the pool, since it waits for the server.
        QThreadPool::globalInstance()->start([request] {
            char message[256];
            PQcancel(request.get(), message, sizeof(message));
        });
    });
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(raw, script.constData()), &PQclear);
    if (token.isCancelled())
        return Error{.code = ErrorCode::Cancelled};
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_TUPLES_OK && PQntuples(result.get()) > 0)
        return QString::fromUtf8(PQgetvalue(result.get(), 0, 0));
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY)
        return QString();
    if (PQstatus(raw) != CONNECTION_OK)
        return Error{.code = ErrorCode::Connection, .detail = QString::fromUtf8(PQerrorMessage(raw)).trimmed()};
    return sqlFailure(result.get());
}

}
