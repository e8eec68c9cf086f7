// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/NameCandidates.h"
#include "core/pg/ObjectId.h"

#include <QByteArrayList>
#include <QHash>
#include <QStringList>

namespace sqlai::pg {

class PgTransaction;

/// A step from one object to another that runs with it. One whose ends are the same tells of the object itself.
struct CatalogueEdge {
    ObjectId from = {};
    ObjectId to = {};
    /// xmin of the row of `to`, where it was read.
    QByteArray version = {};
    /// See CatalogueSql.h.
    QByteArray detail = {};
};

/// What decides whether a function may run.
struct FunctionFacts {
    QByteArray name = {};
    int argumentCount = 0;
    bool isVolatile = false;
    bool isSecurityDefiner = false;
    /// And owned by a superuser, as what an extension brings is.
    bool isOfExtension = false;
    /// PostgreSQL itself calls it for an operator, a cast or an index of its own.
    bool isInner = false;
    /// Only PostgreSQL can call it: it takes or returns what no statement can hold. Only a superuser can have made it.
    bool isServersOwnCall = false;
    /// CREATE TYPE ... AS RANGE made it, to build values of that type.
    bool isOfRangeType = false;
    bool isInC = false;
    /// Its text is read anew with each call, under the caller's path.
    bool isText = false;
    /// And names a function that somebody made, perhaps in front of the one that is meant.
    bool hasLooseNames = false;
};

/// The catalogue queries of ServerGuard. All in the run's own transaction. Errors of all: SqlFailed, Connection,
/// TimedOut, Cancelled.
class CatalogueReader final
{
public:
    explicit CatalogueReader(PgTransaction &transaction)
        : m_transaction(transaction)
    {
    }

    /// All but what complete() adds.
    Result<NameCandidates> candidates(const sql::StatementNames &names);
    /// Adds what follows from the rows of functions and types and need not be read again.
    Result<void> complete(NameCandidates &candidates);
    /// What PostgreSQL made these types along with: from an array to its element, from a multirange to its range, from
    /// a row's type to its relation.
    Result<QList<CatalogueEdge>> typeOrigins(const QList<quint32> &types);
    /// Of all these objects.
    Result<QList<CatalogueEdge>> edges(const QList<ObjectId> &objects);
    /// The functions that stored expressions call by number.
    Result<QList<CatalogueEdge>> storedCalls(const QList<ObjectId> &objects);
    Result<QHash<quint32, FunctionFacts>> functionFacts(const QList<quint32> &oids);
    /// What PostgreSQL calls them, in their order, in the language of the server's messages.
    Result<QStringList> descriptions(const QList<ObjectId> &objects);

private:
    Result<void> completeTypes(QList<ObjectCandidate> &types);

    PgTransaction &m_transaction;
};

}
