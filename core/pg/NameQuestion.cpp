// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/NameQuestion.h"

#include "core/pg/Cells.h"
#include "core/pg/PgArray.h"
#include "core/sql/Identifier.h"

namespace sqlai::pg {
namespace {

/// SQL itself looks these up by name: for IN, CASE, USING, BETWEEN, comparisons of rows.
const QByteArrayList impliedOperators{"=", "<>", "<", "<=", ">", ">="};

}

NameQuestion::NameQuestion(const sql::StatementNames &names)
{
    using Kind = FunctionCandidate::Use;
    for (const sql::UsedFunction &call : names.functions) {
        addFunction({.use = Kind::Call, .call = call}, call.name);
        if (call.argumentCount == 1) // type(x) is a cast.
            addType(call.name);
    }
    for (const sql::UsedName &name : names.attributes) {
        addFunction({.use = Kind::Attribute}, name);
        addType(name, true);
    }
    for (const sql::UsedName &name : names.fields) {
        addFunction({.use = Kind::Field}, name);
        addType(name);
    }
    for (const sql::UsedName &name : names.samplingMethods)
        addFunction({.use = Kind::SamplingMethod}, name);
    for (const sql::UsedName &name : names.types)
        addType(name);
    for (const sql::UsedName &name : names.operators)
        addOperator(name, impliedOperators.contains(name.name));
    for (const QByteArray &implied : impliedOperators)
        addOperator({.name = implied}, true);
    for (const sql::UsedName &name : names.relations)
        addRelation(name);
}

void NameQuestion::addFunction(const FunctionCandidate &use, const sql::UsedName &name)
{
    FunctionCandidate candidate = use;
    candidate.offset = name.offset;
    if (use.use == FunctionCandidate::Use::Call && !use.call.isReviewed)
        m_wantedOwn.append(name.name);
    m_schemas.insert(name.schema);
    m_functions.insert(name.name, {.name = name, .candidate = candidate});
}

void NameQuestion::addType(const sql::UsedName &name, bool isAttribute)
{
    m_schemas.insert(name.schema);
    m_types.insert(name.name, {.name = name, .candidate = {.offset = name.offset, .isAttribute = isAttribute}});
}

void NameQuestion::addOperator(const sql::UsedName &name, bool isImplied)
{
    m_schemas.insert(name.schema);
    m_operators.insert(name.name, {.name = name, .candidate = {.offset = name.offset, .isImplied = isImplied}});
}

void NameQuestion::addRelation(const sql::UsedName &name)
{
    const QByteArray own = sql::quotedIdentifier(QString::fromUtf8(name.name)).toUtf8();
    const QByteArray schema = sql::quotedIdentifier(QString::fromUtf8(name.schema)).toUtf8();
    m_relations.append(name.schema.isEmpty() ? own : schema + '.' + own);
    m_relationOffsets.append(name.offset);
}

QByteArrayList NameQuestion::arguments() const
{
    return {arrayOf(m_functions.uniqueKeys()), arrayOf(m_wantedOwn), arrayOf(m_operators.uniqueKeys()),
            arrayOf(m_types.uniqueKeys()),     arrayOf(m_relations), arrayOf(m_schemas.values())};
}

NameCandidates NameQuestion::read(const table::RowBatch &rows)
{
    // Which schemas are on the path must be known before what is in them.
    for (int row = 0; row < rows.rowCount(); ++row) {
        if (cellOf(rows, row, 0) == "n")
            readSchema(rows, row);
    }
    for (int row = 0; row < rows.rowCount(); ++row) {
        const QByteArray kind = cellOf(rows, row, 0);
        if (kind == "f")
            readFunction(rows, row);
        else if (kind == "o")
            readOperator(rows, row);
        else
            readOther(kind, rows, row);
    }
    return std::move(m_found);
}

void NameQuestion::readSchema(const table::RowBatch &rows, int row)
{
    const quint32 oid = oidOf(rows, row, 1);
    m_schemaNames.insert(oid, cellOf(rows, row, 3));
    if (cellOf(rows, row, 5) == "p")
        m_path.insert(oid);
}

void NameQuestion::readFunction(const table::RowBatch &rows, int row)
{
    for (FunctionCandidate candidate : usesOf(m_functions, rows, row)) {
        candidate.oid = oidOf(rows, row, 1);
        candidate.argumentCount = cellOf(rows, row, 5).toInt();
        candidate.defaultCount = cellOf(rows, row, 6).toInt();
        candidate.isVariadic = cellOf(rows, row, 7) == "true";
        m_found.functions.append(candidate);
    }
}

void NameQuestion::readOperator(const table::RowBatch &rows, int row)
{
    for (OperatorCandidate candidate : usesOf(m_operators, rows, row)) {
        candidate.oid = oidOf(rows, row, 1);
        candidate.left = oidOf(rows, row, 5);
        candidate.right = oidOf(rows, row, 6);
        m_found.operators.append(candidate);
    }
}

void NameQuestion::readOther(const QByteArray &kind, const table::RowBatch &rows, int row)
{
    const quint32 oid = oidOf(rows, row, 1);
    if (kind == "t") {
        for (ObjectCandidate candidate : usesOf(m_types, rows, row)) {
            candidate.oid = oid;
            m_found.types.append(candidate);
        }
    } else if (kind == "r") {
        m_found.relations.append({.offset = m_relationOffsets.value(cellOf(rows, row, 5).toInt() - 1, -1), .oid = oid});
    } else if (kind == "c") {
        m_found.casts.append({.oid = oid,
                              .source = oidOf(rows, row, 5),
                              .target = oidOf(rows, row, 6),
                              .function = oidOf(rows, row, 7)});
    } else if (kind == "k") {
        m_found.operatorClasses.append(oid);
    } else if (kind == "m") {
        m_found.familyFunctions.append(oid);
    } else if (kind == "w") {
        m_found.familyOperators.append(oid);
    }
}

template <typename Candidate>
QList<Candidate> NameQuestion::usesOf(const Uses<Candidate> &uses, const table::RowBatch &rows, int row) const
{
    QList<Candidate> found;
    const quint32 schema = oidOf(rows, row, 4);
    for (const Use<Candidate> &use : uses.values(cellOf(rows, row, 3))) {
        const bool isMeant =
            use.name.schema.isEmpty() ? m_path.contains(schema) : m_schemaNames.value(schema) == use.name.schema;
        if (isMeant)
            found.append(use.candidate);
    }
    return found;
}

}
