// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaReader.h"

#include "core/pg/QueryRunner.h"
#include "core/schema/SchemaAssembler.h"

#include <QThreadPool>

namespace sqlai::schema {

SchemaReader::SchemaReader(pg::QueryRunner &runner)
    : m_runner(runner)
{
}

QFuture<Result<Schema>> SchemaReader::read(const CancelToken &token)
{
    // A continuation on the pool has no context object that could die before it.
    return m_runner.readSnapshot(catalogStatements(), token)
        .then(QThreadPool::globalInstance(), [](const Result<QList<table::RowSet>> &sets) -> Result<Schema> {
            if (!sets)
                return sets.error();
            return assembleSchema(*sets);
        });
}

}
