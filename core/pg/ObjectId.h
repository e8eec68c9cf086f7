// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QtGlobal>

namespace sqlai::pg {

/// The catalogue that an object stands in; the number is the catalogue's own OID, fixed in PostgreSQL's source.
enum class ObjectClass : quint32 {
    Type = 1247,
    /// The columns of the relation with that oid, of which nothing is read.
    Row = 1249,
    Function = 1255,
    Relation = 1259,
    AccessMethod = 2601,
    AttributeDefault = 2604,
    Cast = 2605,
    Constraint = 2606,
    OperatorClass = 2616,
    Operator = 2617,
    Rule = 2618,
    OperatorFamily = 2753,
    Extension = 3079,
    /// What a foreign table has besides a relation: server and options.
    ForeignTable = 3118,
    Policy = 3256,
};

/// An object of a database, as pg_depend names it.
struct ObjectId {
    ObjectClass objectClass = ObjectClass::Relation;
    quint32 oid = 0;

    bool operator==(const ObjectId &) const = default;
};

inline size_t qHash(const ObjectId &id, size_t seed = 0)
{
    return qHashMulti(seed, static_cast<quint32>(id.objectClass), id.oid);
}

/// PostgreSQL gives smaller ones to its own objects only (FirstNormalObjectId).
constexpr quint32 firstOwnOid = 16384;

}
