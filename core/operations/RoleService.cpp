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
                 .detail =
                     RoleService::tr("only an administrator can decide whether statements run as a superuser. Ask "
                                     "one, or connect as a role that only reads.")};
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
    ++m_decision;
    m_thisRun = true;
    tell(actor, true, u"for this run"_s);
    return {};
}

std::optional<Error> RoleService::refusalToStore(const Actor &actor) const
{
    if (const auto refused = refusalOf(actor))
        return refused;
    if (!m_connectionKey.isEmpty())
        return std::nullopt;
    return Error{.code = ErrorCode::Usage,
                 .detail = tr("Name the connection by --database URL or POSTGRES_URL: a superuser is allowed for one "
                              "connection, and the demo's role is none.")};
}

QFuture<Result<void>> RoleService::allowSuperuser(const Actor &actor)
{
    if (const auto refused = refusalToStore(actor))
        return readyFuture<void>(*refused);
    const Reply<void> reply;
    const auto stored = m_store.save(m_connectionKey, {.allowedBy = actor.userId, .allowedAt = m_clock.now().toUTC()});
    whenReady(stored, this, [this, reply, actor, decision = ++m_decision](const Result<void> &done) {
        if (done && decision == m_decision) {
            m_thisRun.reset();
            tell(actor, true, u"until it is forbidden"_s);
        }
        reply.send(done);
    });
    return reply.future();
}

QFuture<Result<void>> RoleService::forbidSuperuser(const Actor &actor)
{
    if (const auto refused = refusalToStore(actor))
        return readyFuture<void>(*refused);
    m_thisRun = false;
    tell(actor, false, u"from now on"_s); // At once, also where the store then fails.
    const Reply<void> reply;
    whenReady(m_store.remove(m_connectionKey), this,
              [this, reply, decision = ++m_decision](const Result<void> &removed) {
                  if (removed && decision == m_decision)
                      m_thisRun.reset();
                  reply.send(removed);
              });
    return reply.future();
}

QFuture<Result<void>> RoleService::restore()
{
    const Reply<void> reply;
    whenReady(m_store.find(m_connectionKey), this,
              [this, reply, decision = m_decision](const Result<std::optional<SuperuserAllowance>> &allowance) {
                  if (!allowance)
                      return reply.send(allowance.error());
                  // A later word of this program's is newer than what was read.
                  if (decision == m_decision)
                      tellRunner(m_thisRun.value_or(allowance->has_value()));
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
