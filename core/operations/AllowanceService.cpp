// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/AllowanceService.h"

#include "core/base/Logging.h"
#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/pg/QueryRunner.h"
#include "core/storage/AllowanceRepository.h"

#include <utility>

Q_LOGGING_CATEGORY(allowanceLog, "sqlai.operations")

using namespace Qt::StringLiterals;

namespace sqlai::operations {

using report::Allowance;
using report::DatabaseObject;

namespace {

/// Without the definition, which may hold anything.
void note(const QString &event, const Actor &actor, const Allowance &allowance)
{
    logEvent(allowanceLog(), QtInfoMsg, event,
             {{u"allowance"_s, allowance.id},
              {u"kind"_s, report::objectKindName(allowance.object.kind)},
              {u"object"_s, allowance.object.name},
              {u"fingerprint"_s, allowance.object.fingerprint},
              {u"user"_s, actor.userId}});
}

}

AllowanceService::AllowanceService(storage::AllowanceRepository &store, pg::QueryRunner &runner, const Clock &clock,
                                   QString connectionKey, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_runner(runner)
    , m_clock(clock)
    , m_connectionKey(std::move(connectionKey))
{
}

QFuture<Result<QList<Allowance>>> AllowanceService::list(const Actor &)
{
    return m_store.list(m_connectionKey);
}

QFuture<Result<DatabaseObject>> AllowanceService::describe(const Actor &, const report::ObjectName &object,
                                                           const CancelToken &token)
{
    return m_runner.describe(object.kind, object.name, token);
}

QFuture<Result<Allowance>> AllowanceService::allow(const Actor &actor, const DatabaseObject &shown,
                                                   const CancelToken &token)
{
    if (actor.role != Role::Admin)
        return readyFuture<Allowance>(
            Error{.code = ErrorCode::Forbidden, .detail = tr("only an administrator can allow %1.").arg(shown.name)});
    const Reply<Allowance> reply;
    whenReady(m_runner.describe(shown.kind, shown.name, token), this,
              [this, reply, actor, shown](const Result<DatabaseObject> &object) {
                  if (!object)
                      return reply.send(object.error());
                  if (object->fingerprint != shown.fingerprint)
                      return reply.send(Error{.code = ErrorCode::Usage,
                                              .detail = tr("The definition of %1 is not the one that was shown: it has "
                                                           "changed. Nothing was allowed. Read it once more.")
                                                            .arg(object->name)});
                  whenReady(store(actor, *object), this,
                            [reply](const Result<Allowance> &allowance) { reply.send(allowance); });
              });
    return reply.future();
}

QFuture<Result<Allowance>> AllowanceService::store(const Actor &actor, const DatabaseObject &object)
{
    const Reply<Allowance> reply;
    const Allowance allowance{.object = object, .allowedBy = actor.userId, .allowedAt = m_clock.now().toUTC()};
    whenReady(m_store.save(m_connectionKey, allowance), this, [this, reply, actor](const Result<Allowance> &stored) {
        if (!stored)
            return reply.send(stored.error());
        note(u"allowed"_s, actor, *stored);
        whenReady(refresh(), this, [this, reply, stored](const Result<void> &told) {
            reply.send(told ? stored : Result<Allowance>(told.error()));
            Q_EMIT changed();
        });
    });
    return reply.future();
}

QFuture<Result<Allowance>> AllowanceService::revoke(const Actor &actor, qint64 id)
{
    if (actor.role != Role::Admin)
        return readyFuture<Allowance>(
            Error{.code = ErrorCode::Forbidden, .detail = tr("only an administrator can take back what was allowed.")});
    const Reply<Allowance> reply;
    whenReady(m_store.remove(m_connectionKey, id), this, [this, reply, actor](const Result<Allowance> &removed) {
        if (!removed)
            return reply.send(removed.error());
        note(u"allowance revoked"_s, actor, *removed);
        whenReady(refresh(), this, [this, reply, removed](const Result<void> &told) {
            reply.send(told ? removed : Result<Allowance>(told.error()));
            Q_EMIT changed();
        });
    });
    return reply.future();
}

QFuture<Result<void>> AllowanceService::refresh()
{
    const Reply<void> reply;
    whenReady(m_store.list(m_connectionKey), this, [this, reply](const Result<QList<Allowance>> &allowances) {
        if (!allowances)
            return reply.send(allowances.error());
        tell(*allowances);
        reply.send({});
    });
    return reply.future();
}

void AllowanceService::tell(const QList<Allowance> &allowances)
{
    // A list that was told is a new one to the runner, which would prove everything anew.
    if (allowances == m_told)
        return;
    m_told = allowances;
    m_runner.setAllowances(allowances);
}

}
