// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/RoleService.h"

#include "core/base/Logging.h"
#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/operations/RoleCard.h"
#include "core/operations/RoleScript.h"
#include "core/pg/QueryRunner.h"
#include "core/storage/SuperuserRepository.h"

#include <QThreadPool>

#include <utility>

Q_LOGGING_CATEGORY(roleLog, "sqlai.operations")

using namespace Qt::StringLiterals;

namespace sqlai::operations {

using report::SuperuserAllowance;

namespace {

std::optional<Error> refusalOf(const Actor &actor)
{
    if (actor.role == Role::Admin)
        return std::nullopt;
    return Error{.code = ErrorCode::Forbidden,
                 .detail = RoleService::tr("whether statements run as a superuser is decided by an admin.")};
}

}

RoleService::RoleService(storage::SuperuserRepository &store, pg::QueryRunner &runner, const Clock &clock,
                         QString connectionKey, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_runner(runner)
    , m_probe(runner)
    , m_clock(clock)
    , m_connectionKey(std::move(connectionKey))
{
}

QFuture<Result<report::RoleReport>> RoleService::read(const Actor &, const CancelToken &token)
{
    const Reply<report::RoleReport> reply;
    // Worded on the pool: a database may have ten thousand tables.
    const auto worded = m_probe.read(token).then(QThreadPool::globalInstance(),
                                                 [](const Result<pg::RoleFacts> &facts) -> Result<report::RoleReport> {
                                                     if (!facts)
                                                         return facts.error();
                                                     return RoleCard(*facts).report();
                                                 });
    whenReady(worded, this, [this, reply](const Result<report::RoleReport> &card) {
        if (!card)
            return reply.send(card.error());
        whenReady(m_store.find(m_connectionKey), this,
                  [this, reply, card = *card](const Result<std::optional<SuperuserAllowance>> &allowance) mutable {
                      if (!allowance)
                          return reply.send(allowance.error());
                      card.allowance = *allowance;
                      card.isSuperuserAllowed = m_isSuperuserAllowed;
                      reply.send(card);
                  });
    });
    return reply.future();
}

QFuture<Result<QString>> RoleService::script(const Actor &, const QString &name, const CancelToken &token)
{
    const QString role = name.isEmpty() ? RoleScript::defaultName : name;
    return m_probe.read(token).then(QThreadPool::globalInstance(),
                                    [role](const Result<pg::RoleFacts> &facts) -> Result<QString> {
                                        if (!facts)
                                            return facts.error();
                                        return RoleScript::write(*facts, role);
                                    });
}

Result<void> RoleService::allowSuperuserOnce(const Actor &actor)
{
    if (const auto refused = refusalOf(actor))
        return *refused;
    tell(actor, true, u"for this run"_s);
    return {};
}

std::optional<Error> RoleService::refusalToStore(const Actor &actor) const
{
    if (const auto refused = refusalOf(actor))
        return refused;
    if (!m_connectionKey.isEmpty())
        return std::nullopt;
    return Error{.code = ErrorCode::Connection,
                 .detail = tr("none is set, so there is no superuser to decide about. Name yours by --database URL or "
                              "POSTGRES_URL.")};
}

QFuture<Result<void>> RoleService::allowSuperuser(const Actor &actor)
{
    if (const auto refused = refusalToStore(actor))
        return readyFuture<void>(*refused);
    const Reply<void> reply;
    const auto stored = m_store.save(m_connectionKey, {.allowedBy = actor.userId, .allowedAt = m_clock.now().toUTC()});
    whenReady(stored, this, [this, reply, actor](const Result<void> &done) {
        if (done)
            tell(actor, true, u"until it is forbidden"_s);
        reply.send(done);
    });
    return reply.future();
}

QFuture<Result<void>> RoleService::forbidSuperuser(const Actor &actor)
{
    if (const auto refused = refusalToStore(actor))
        return readyFuture<void>(*refused);
    tell(actor, false, u"from now on"_s); // At once, also where the store then fails.
    return m_store.remove(m_connectionKey);
}

QFuture<Result<void>> RoleService::restore()
{
    const Reply<void> reply;
    whenReady(m_store.find(m_connectionKey), this,
              [this, reply](const Result<std::optional<SuperuserAllowance>> &allowance) {
                  if (!allowance)
                      return reply.send(allowance.error());
                  if (allowance->has_value())
                      tellRunner(true);
                  reply.send({});
              });
    return reply.future();
}

void RoleService::tell(const Actor &actor, bool isAllowed, const QString &how)
{
    logEvent(roleLog(), QtWarningMsg, isAllowed ? u"superuser allowed"_s : u"superuser forbidden"_s,
             {{u"connection"_s, m_connectionKey}, {u"user"_s, actor.userId}, {u"how"_s, how}});
    tellRunner(isAllowed);
}

void RoleService::tellRunner(bool isAllowed)
{
    m_isSuperuserAllowed = isAllowed;
    m_runner.setSuperuserAllowed(isAllowed);
}

}
