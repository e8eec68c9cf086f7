// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/CancelToken.h"
#include "core/base/Result.h"
#include "core/schema/Schema.h"

#include <QFuture>
#include <QObject>

namespace sqlai::schema {
class SchemaCache;
}

namespace sqlai::operations {

/// The schema as people meet it: everyone may look, an admin may refresh and export. Lives in the main thread.
class SchemaService final : public QObject
{
    Q_OBJECT

public:
    explicit SchemaService(schema::SchemaCache &cache, QObject *parent = nullptr);

    /// The schema in force; read from the server where there is none yet.
    QFuture<Result<schema::Schema>> current(const Actor &actor, const CancelToken &token = {});
    /// Reads the server anew. A failure leaves the old schema in force. Errors: Forbidden, Connection ...
    QFuture<Result<schema::Schema>> refresh(const Actor &actor, const CancelToken &token = {});
    /// Writes the schema in force as JSON files into `folder`. Errors: Forbidden, File.
    QFuture<Result<void>> exportTo(const Actor &actor, const QString &folder, const CancelToken &token = {});

Q_SIGNALS:
    /// Another schema is in force, whoever asked for it.
    void changed(const sqlai::schema::Schema &schema);

private:
    schema::SchemaCache &m_cache;
};

}
