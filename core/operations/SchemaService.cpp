// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/operations/SchemaService.h"

#include "core/base/Reply.h"
#include "core/base/WhenReady.h"
#include "core/schema/SchemaCache.h"
#include "core/schema/SchemaFolder.h"

#include <QtConcurrent>

namespace sqlai::operations {

SchemaService::SchemaService(schema::SchemaCache &cache, QObject *parent)
    : QObject(parent)
    , m_cache(cache)
{
    connect(&m_cache, &schema::SchemaCache::refreshed, this, [this] {
        if (m_cache.known())
            Q_EMIT changed(m_cache.known()->schema);
    });
}

QFuture<Result<schema::Schema>> SchemaService::current(const Actor &, const CancelToken &token)
{
    return m_cache.current(token);
}

QFuture<Result<schema::Schema>> SchemaService::refresh(const Actor &actor, const CancelToken &token)
{
    if (actor.role != Role::Admin)
        return readyFuture<schema::Schema>(
            Error{.code = ErrorCode::Forbidden, .detail = tr("refreshing the schema is for an admin.")});
    return m_cache.refresh(token);
}

QFuture<Result<void>> SchemaService::exportTo(const Actor &actor, const QString &folder, const CancelToken &token)
{
    if (actor.role != Role::Admin)
        return readyFuture<void>(
            Error{.code = ErrorCode::Forbidden, .detail = tr("exporting the schema is for an admin.")});
    const Reply<void> reply;
    whenReady(m_cache.current(token), this, [this, reply, folder](const Result<schema::Schema> &schema) {
        if (!schema)
            return reply.send(schema.error());
        const auto written =
            QtConcurrent::run([schema = *schema, folder] { return schema::SchemaFolder::write(schema, folder); });
        whenReady(written, this, [reply](const Result<void> &done) { reply.send(done); });
    });
    return reply.future();
}

}
