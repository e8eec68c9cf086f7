// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/proof/RawSession.h"

#include "tests/support/Psql.h"

#include <libpq-fe.h>

#include <stdexcept>

namespace sqlai::test {
namespace {

void ignoreNotice(void *, const PGresult *)
{
}

bool isGood(const pg::PgResult &result)
{
    const auto status = PQresultStatus(result.get());
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

pg::PgResult execute(pg_conn *handle, const QByteArray &sql)
{
    return pg::PgResult(PQexecParams(handle, sql.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0));
}

}

RawSession::RawSession(const settings::ConnectionProfile &profile)
    : m_handle(PQconnectdb(connectionStringOf(profile).toUtf8().constData()))
{
    if (PQstatus(m_handle.get()) != CONNECTION_OK)
        throw std::runtime_error(PQerrorMessage(m_handle.get()));
    PQsetNoticeReceiver(m_handle.get(), ignoreNotice, nullptr);
}

QString RawSession::value(const QByteArray &sql)
{
    const pg::PgResult result = execute(m_handle.get(), sql);
    if (!isGood(result))
        throw std::runtime_error(PQerrorMessage(m_handle.get()));
    return PQntuples(result.get()) > 0 ? QString::fromUtf8(PQgetvalue(result.get(), 0, 0)) : QString();
}

QString RawSession::attempt(const QByteArray &sql)
{
    const pg::PgResult result = execute(m_handle.get(), sql);
    return isGood(result) ? QString() : QString::fromUtf8(PQerrorMessage(m_handle.get())).trimmed();
}

void RawSession::begin(const QByteArray &sql)
{
    if (PQsendQueryParams(m_handle.get(), sql.constData(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0)
        throw std::runtime_error(PQerrorMessage(m_handle.get()));
}

QStringList RawSession::notifications()
{
    PQconsumeInput(m_handle.get());
    QStringList all;
    while (PGnotify *notification = PQnotifies(m_handle.get())) {
        all.append(QString::fromUtf8(notification->relname));
        PQfreemem(notification);
    }
    return all;
}

}
