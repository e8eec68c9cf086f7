// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/StatementNames.h"

#include <QByteArrayList>
#include <QList>

namespace sqlai::pg {

/// A function that a name can stand for.
struct FunctionCandidate {
    /// How the statement uses the name.
    enum class Use { Call, Attribute, Field, SamplingMethod };

    Use use = Use::Call;
    qsizetype offset = -1;
    /// Of a call.
    sql::UsedFunction call = {};
    quint32 oid = 0;
    int argumentCount = 0;
    int defaultCount = 0;
    bool isVariadic = false;
    /// pg_type.typtype of its first argument; '\0' without one.
    char firstArgument = '\0';
    /// One of PostgreSQL's own with the very arguments comes before it.
    bool isHidden = false;

    /// Whether it can be called with so many arguments.
    bool takes(int count) const;
};

struct OperatorCandidate {
    qsizetype offset = -1;
    /// SQL itself can stand for it; the statement need not have written it.
    bool isImplied = false;
    quint32 oid = 0;
    quint32 left = 0;
    quint32 right = 0;
};

/// A type or a relation that a name stands for, or can stand for.
struct ObjectCandidate {
    qsizetype offset = -1;
    /// The name of a type stands behind a dot, as in t.name, and rows cannot be cast to it: a cast only where t is no
    /// row.
    bool isAttribute = false;
    quint32 oid = 0;
};

/// A cast that somebody added.
struct CastCandidate {
    quint32 oid = 0;
    quint32 source = 0;
    quint32 target = 0;
    /// 0: it needs none.
    quint32 function = 0;
};

/// What the names of a statement can stand for in this database, PostgreSQL's own left out.
struct NameCandidates {
    QList<FunctionCandidate> functions = {};
    QList<OperatorCandidate> operators = {};
    QList<ObjectCandidate> types = {};
    QList<ObjectCandidate> relations = {};
    QList<CastCandidate> casts = {};
    /// Operator classes for types of PostgreSQL's own.
    QList<quint32> operatorClasses = {};
    /// Functions and operators that were added to families of PostgreSQL's own.
    QList<quint32> familyFunctions = {};
    QList<quint32> familyOperators = {};
    /// All that was read, with the versions of the rows, as a hash.
    QByteArray fingerprint = {};
};

}
