// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/CatalogueReader.h"

#include "core/pg/CatalogueSql.h"
#include "core/pg/PgArray.h"
#include "core/pg/PgTransaction.h"
#include "core/sql/Identifier.h"

#include <QCryptographicHash>

namespace sqlai::pg {
namespace {

/// SQL itself looks these up by name: for IN, CASE, USING, BETWEEN, comparisons of rows.
const QByteArrayList impliedOperators{"=", "<>", "<", "<=", ">", ">="};

QByteArray cellOf(const table::RowBatch &rows, int row, int column)
{
    return rows.cell(row, column).value_or(QByteArrayView()).toByteArray();
}

quint32 oidOf(const table::RowBatch &rows, int row, int column)
{
    return cellOf(rows, row, column).toUInt();
}

/// Two parallel parameters: schemas and names.
struct Names {
    QByteArrayList schemas = {};
    QByteArrayList names = {};

    void add(const sql::UsedName &name)
    {
        schemas.append(name.schema);
        names.append(name.name);
    }
};

/// What is asked, and what each place in it came from.
class NameQuestion final
{
public:
    explicit NameQuestion(const sql::StatementNames &names);

    QByteArrayList arguments() const;
    void read(const table::RowBatch &rows, int row, NameCandidates &found) const;

private:
    void addFunction(const FunctionCandidate &use, const sql::UsedName &name);
    void addType(const sql::UsedName &name);

    QList<FunctionCandidate> m_functionUses;
    QList<OperatorCandidate> m_operatorUses;
    QList<qsizetype> m_typeOffsets;
    QList<qsizetype> m_relationOffsets;
    Names m_functions;
    QByteArrayList m_flags;
    Names m_operators;
    Names m_types;
    QByteArrayList m_relations;
};

NameQuestion::NameQuestion(const sql::StatementNames &names)
{
    using Use = FunctionCandidate::Use;
    for (const sql::UsedFunction &call : names.functions) {
        addFunction({.use = Use::Call, .offset = call.name.offset, .call = call}, call.name);
        if (call.argumentCount == 1) // type(x) is a cast.
            addType(call.name);
    }
    for (const sql::UsedName &name : names.attributes) {
        addFunction({.use = Use::Attribute, .offset = name.offset}, name);
        addType(name);
    }
    for (const sql::UsedName &name : names.fields) {
        addFunction({.use = Use::Field, .offset = name.offset}, name);
        addType(name);
    }
    for (const sql::UsedName &name : names.samplingMethods)
        addFunction({.use = Use::SamplingMethod, .offset = name.offset}, name);
    for (const sql::UsedName &name : names.types)
        addType(name);
    for (const sql::UsedName &name : names.operators) {
        m_operators.add(name);
        m_operatorUses.append({.name = name, .isImplied = impliedOperators.contains(name.name)});
    }
    for (const QByteArray &implied : impliedOperators) {
        m_operators.add({.name = implied});
        m_operatorUses.append(OperatorCandidate{.isImplied = true});
    }
    for (const sql::UsedName &name : names.relations) {
        const QByteArray own = sql::quotedIdentifier(QString::fromUtf8(name.name)).toUtf8();
        const QByteArray schema = sql::quotedIdentifier(QString::fromUtf8(name.schema)).toUtf8();
        m_relations.append(name.schema.isEmpty() ? own : schema + '.' + own);
        m_relationOffsets.append(name.offset);
    }
}

void NameQuestion::addFunction(const FunctionCandidate &use, const sql::UsedName &name)
{
    const bool isOwnWanted = use.use == FunctionCandidate::Use::Call && !use.call.isReviewed;
    m_functions.add(name);
    m_flags.append(QByteArray(isOwnWanted ? "o" : "") + (use.call.hasNamedArguments ? "n" : ""));
    m_functionUses.append(use);
}

void NameQuestion::addType(const sql::UsedName &name)
{
    m_types.add(name);
    m_typeOffsets.append(name.offset);
}

QByteArrayList NameQuestion::arguments() const
{
    return {arrayOf(m_functions.schemas), arrayOf(m_functions.names), arrayOf(m_flags),
            arrayOf(m_operators.schemas), arrayOf(m_operators.names), arrayOf(m_types.schemas),
            arrayOf(m_types.names),       arrayOf(m_relations)};
}

void NameQuestion::read(const table::RowBatch &rows, int row, NameCandidates &found) const
{
    const QByteArray kind = cellOf(rows, row, 0);
    const qsizetype index = cellOf(rows, row, 1).toInt() - 1;
    const quint32 oid = oidOf(rows, row, 2);
    if (kind == "f") {
        FunctionCandidate candidate = m_functionUses.value(index);
        candidate.oid = oid;
        candidate.argumentCount = cellOf(rows, row, 4).toInt();
        candidate.defaultCount = cellOf(rows, row, 5).toInt();
        candidate.isVariadic = cellOf(rows, row, 6) == "true";
        candidate.firstArgument = (cellOf(rows, row, 7) + '\0').front();
        found.functions.append(candidate);
    } else if (kind == "o") {
        OperatorCandidate candidate = m_operatorUses.value(index);
        candidate.oid = oid;
        candidate.left = oidOf(rows, row, 4);
        candidate.right = oidOf(rows, row, 5);
        found.operators.append(candidate);
    } else if (kind == "t") {
        found.types.append({.offset = m_typeOffsets.value(index, -1), .oid = oid});
    } else if (kind == "r") {
        found.relations.append({.offset = m_relationOffsets.value(index, -1), .oid = oid});
    } else if (kind == "c") {
        found.casts.append({.oid = oid,
                            .source = oidOf(rows, row, 4),
                            .target = oidOf(rows, row, 5),
                            .function = oidOf(rows, row, 6)});
    } else if (kind == "k") {
        found.operatorClasses.append(oid);
    }
}

QByteArray fingerprintOf(const table::RowBatch &rows)
{
    QByteArrayList lines;
    for (int row = 0; row < rows.rowCount(); ++row) {
        QByteArrayList cells;
        for (int column = 0; column < rows.columnCount(); ++column)
            cells.append(cellOf(rows, row, column));
        lines.append(cells.join('\t'));
    }
    // UNION ALL promises no order.
    std::sort(lines.begin(), lines.end());
    return QCryptographicHash::hash(lines.join('\n'), QCryptographicHash::Sha256);
}

ObjectId idOf(const table::RowBatch &rows, int row, int column)
{
    return {static_cast<ObjectClass>(oidOf(rows, row, column)), oidOf(rows, row, column + 1)};
}

Result<QList<CatalogueEdge>> edgesOf(const Result<table::RowSet> &set)
{
    if (!set)
        return set.error();
    const table::RowBatch &rows = set->rows;
    QList<CatalogueEdge> edges;
    edges.reserve(rows.rowCount());
    for (int row = 0; row < rows.rowCount(); ++row)
        edges.append({.from = idOf(rows, row, 0),
                      .to = idOf(rows, row, 2),
                      .version = cellOf(rows, row, 4),
                      .detail = cellOf(rows, row, 5)});
    return edges;
}

/// Two parallel parameters: classes and oids.
QByteArrayList argumentsOf(const QList<ObjectId> &objects)
{
    QList<quint32> classes;
    QList<quint32> oids;
    for (const ObjectId &object : objects) {
        classes.append(static_cast<quint32>(object.objectClass));
        oids.append(object.oid);
    }
    return {arrayOf(classes), arrayOf(oids)};
}

}

Result<NameCandidates> CatalogueReader::candidates(const sql::StatementNames &names)
{
    const NameQuestion question(names);
    const auto set = m_transaction.query(cataloguesql::names, question.arguments());
    if (!set)
        return set.error();
    NameCandidates found{.fingerprint = fingerprintOf(set->rows)};
    for (int row = 0; row < set->rows.rowCount(); ++row)
        question.read(set->rows, row, found);
    return found;
}

Result<QList<CatalogueEdge>> CatalogueReader::edges(const QList<ObjectId> &objects)
{
    QList<quint32> relations;
    QList<ObjectId> others;
    for (const ObjectId &object : objects) {
        if (object.objectClass == ObjectClass::Relation)
            relations.append(object.oid);
        else
            others.append(object);
    }
    QList<CatalogueEdge> all;
    if (!relations.isEmpty()) {
        auto found = edgesOf(m_transaction.query(cataloguesql::relationEdges, {arrayOf(relations)}));
        if (!found)
            return found.error();
        all = std::move(*found);
    }
    if (!others.isEmpty()) {
        const auto found = edgesOf(m_transaction.query(cataloguesql::objectEdges, argumentsOf(others)));
        if (!found)
            return found.error();
        all += *found;
    }
    return all;
}

Result<QList<CatalogueEdge>> CatalogueReader::storedCalls(const QList<ObjectId> &objects)
{
    const auto set = m_transaction.query(cataloguesql::storedCalls, argumentsOf(objects));
    if (!set)
        return set.error();
    QList<CatalogueEdge> calls;
    for (int row = 0; row < set->rows.rowCount(); ++row)
        calls.append({.from = idOf(set->rows, row, 0), .to = {ObjectClass::Function, oidOf(set->rows, row, 2)}});
    return calls;
}

Result<QHash<quint32, FunctionFacts>> CatalogueReader::functionFacts(const QList<quint32> &oids)
{
    const auto set = m_transaction.query(cataloguesql::functionFacts, {arrayOf(oids)});
    if (!set)
        return set.error();
    const table::RowBatch &rows = set->rows;
    const auto isTrue = [&rows](int row, int column) { return cellOf(rows, row, column) == "t"; };
    QHash<quint32, FunctionFacts> facts;
    for (int row = 0; row < rows.rowCount(); ++row)
        facts.insert(oidOf(rows, row, 0), {.name = cellOf(rows, row, 1),
                                           .argumentCount = cellOf(rows, row, 2).toInt(),
                                           .isVolatile = isTrue(row, 3),
                                           .isSecurityDefiner = isTrue(row, 4),
                                           .isOfExtension = isTrue(row, 5),
                                           .isInner = isTrue(row, 6),
                                           .isHandler = isTrue(row, 7)});
    return facts;
}

Result<QStringList> CatalogueReader::descriptions(const QList<ObjectId> &objects)
{
    const auto set = m_transaction.query(cataloguesql::descriptions, argumentsOf(objects));
    if (!set)
        return set.error();
    QStringList words;
    for (int row = 0; row < set->rows.rowCount(); ++row)
        words.append(QString::fromUtf8(cellOf(set->rows, row, 0)));
    return words;
}

}
