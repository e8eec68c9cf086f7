// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PgError.h"

#include <QRegularExpression>

#include <libpq-fe.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

QString field(const pg_result *result, int code)
{
    return QString::fromUtf8(PQresultErrorField(result, code));
}

QString firstLine(const char *message)
{
    return QString::fromUtf8(message).trimmed().section(u'\n', 0, 0).trimmed();
}

bool isSocketFolder(const QString &host)
{
    return host.startsWith(u'/') || host.startsWith(u'@');
}

/// "localhost, port 5432" or the socket's folder.
QString placeOf(const pg_conn *connection)
{
    const QString host = QString::fromUtf8(PQhost(connection));
    const QString port = QString::fromLatin1(PQport(connection));
    return PgError::tr("%1, port %2").arg(host, port);
}

/// While connecting there is no result to ask: verbosity is set so that the message reads "FATAL:  28P01: text".
/// The severity is translated by the server, the SQLSTATE never is.
QRegularExpressionMatch serverMessage(const QString &text)
{
    static const QRegularExpression pattern(uR"(\S+:\s+((?=[A-Z]*[0-9])[0-9A-Z]{5}):\s+([^\n]+))"_s);
    return pattern.match(text);
}

}

ErrorCode PgError::codeOf(const QString &sqlState)
{
    static const QStringList broken = {u"53300"_s, u"57P01"_s, u"57P02"_s, u"57P03"_s,
                                       u"57P05"_s, u"25P03"_s, u"3D000"_s};
    if (sqlState.startsWith(u"28"))
        return ErrorCode::ServerAuth;
    if (sqlState.startsWith(u"08") || broken.contains(sqlState))
        return ErrorCode::Connection;
    return sqlState == u"57014" ? ErrorCode::TimedOut : ErrorCode::SqlFailed;
}

Error PgError::fromResult(const pg_result *result, int prefixLength)
{
    Error error;
    error.sqlState = field(result, PG_DIAG_SQLSTATE);
    error.code = codeOf(error.sqlState);
    error.detail = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (error.detail.isEmpty()) // libpq's own errors have no fields.
        error.detail = firstLine(PQresultErrorMessage(result));
    if (const QString more = field(result, PG_DIAG_MESSAGE_DETAIL); !more.isEmpty())
        error.detail += u". "_s + more;
    error.hint = field(result, PG_DIAG_MESSAGE_HINT);
    error.position = std::max(0, field(result, PG_DIAG_STATEMENT_POSITION).toInt() - prefixLength);
    if (error.code == ErrorCode::Connection)
        error.detail = tr("the server ended the connection (%1). Run it again.").arg(error.detail);
    return error;
}

Error PgError::lost(const pg_conn *connection)
{
    const QString reason = firstLine(PQerrorMessage(connection));
    return {.code = ErrorCode::Connection,
            .detail = reason.isEmpty() ? tr("the connection was lost. Run it again.")
                                       : tr("the connection was lost (%1). Run it again.").arg(reason)};
}

Error PgError::silent()
{
    return {.code = ErrorCode::Connection,
            .detail = tr("the server does not answer any more. Check the network and run it again.")};
}

Error PgError::connectTimedOut(const pg_conn *connection, std::chrono::seconds limit)
{
    if (!connection)
        return {.code = ErrorCode::Connection,
                .detail = tr("the host name was not found within %n s. Check the network.", nullptr,
                             static_cast<int>(limit.count()))};
    return {.code = ErrorCode::Connection,
            .detail = tr("%1 did not answer within %2 s. Check host, port and network.")
                          .arg(placeOf(connection))
                          .arg(limit.count())};
}

Error PgError::connectFailed(const pg_conn *connection, ConnectStage stage)
{
    Error error{.code = ErrorCode::Connection};
    const QString host = QString::fromUtf8(PQhost(connection));
    const QString text = QString::fromUtf8(PQerrorMessage(connection));
    if (const auto match = serverMessage(text); match.hasMatch()) {
        error.sqlState = match.captured(1);
        error.code = codeOf(error.sqlState) == ErrorCode::ServerAuth ? ErrorCode::ServerAuth : ErrorCode::Connection;
        if (error.sqlState == u"3D000")
            error.detail = tr("the server has no database \"%1\". Check the database's name.")
                               .arg(QString::fromUtf8(PQdb(connection)));
        else if (error.sqlState == u"53300")
            error.detail = tr("the server has no free connection (%1). Try again in a moment.").arg(match.captured(2));
        else if (error.sqlState == u"57P03")
            error.detail = tr("the server is not ready yet (%1). Try again in a moment.").arg(match.captured(2));
        else if (error.sqlState == u"08P01" && match.captured(2).contains("startup parameter"_L1))
            error.detail = tr("the pooler in between refuses the connection (%1). Leave that parameter out of the "
                              "address, or have the pooler ignore it (ignore_startup_parameters).")
                               .arg(match.captured(2));
        else
            error.detail = match.captured(2);
        return error;
    }
    if (PQconnectionNeedsPassword(connection)) {
        error.code = ErrorCode::ServerAuth;
        error.detail = tr("the server asks for a password, and none is set.");
        return error;
    }
    const bool isResolved = *PQhostaddr(connection) != '\0';
    if (!isSocketFolder(host) && !isResolved && !host.isEmpty() && text.contains(host))
        error.detail = tr("the host name \"%1\" is not known. Check its spelling and the network.").arg(host);
    else if (stage == ConnectStage::NotReached && (isResolved || text.contains(u".s.PGSQL.")))
        error.detail = tr("no server answers at %1. Check that it runs and that host and port are right.")
                           .arg(placeOf(connection));
    else
        error.detail = firstLine(PQerrorMessage(connection));
    return error;
}

}
