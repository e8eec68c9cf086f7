// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/CatalogueReader.h"

#include "core/pg/CatalogueSql.h"
#include "core/pg/Cells.h"
#include "core/pg/NameQuestion.h"
#include "core/pg/PgArray.h"
#include "core/pg/PgTransaction.h"

#include <QCryptographicHash>
#include <QSet>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace sqlai::pg {
namespace {

constexpr int firstWithVirtualColumns = 18;

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

QByteArray oidsOf(const QList<ObjectId> &objects, ObjectClass objectClass)
{
    QList<quint32> oids;
    for (const ObjectId &object : objects) {
        if (object.objectClass == objectClass)
            oids.append(object.oid);
    }
    return arrayOf(oids);
}

bool hasAny(const QSet<ObjectId> &objects, std::initializer_list<ObjectClass> classes)
{
    return std::any_of(objects.cbegin(), objects.cend(), [classes](const ObjectId &object) {
        return std::find(classes.begin(), classes.end(), object.objectClass) != classes.end();
    });
}

}

Result<NameCandidates> CatalogueReader::candidates(const sql::StatementNames &names)
{
    NameQuestion question(names);
    const auto set = m_transaction.query(cataloguesql::names, question.arguments());
    if (!set)
        return set.error();
    NameCandidates found = question.read(set->rows);
    found.fingerprint = fingerprintOf(set->rows);
    return found;
}

Result<void> CatalogueReader::complete(NameCandidates &candidates)
{
    if (const auto completed = completeTypes(candidates.types); !completed)
        return completed;
    QList<quint32> oids;
    for (const FunctionCandidate &candidate : candidates.functions)
        oids.append(candidate.oid);
    if (oids.isEmpty())
        return {};
    const auto set = m_transaction.query(cataloguesql::candidateFacts, {arrayOf(oids)});
    if (!set)
        return set.error();
    struct Facts {
        bool isHidden = false;
        char firstArgument = '\0';
    };
    QHash<quint32, Facts> facts;
    for (int row = 0; row < set->rows.rowCount(); ++row)
        facts.insert(oidOf(set->rows, row, 0), {.isHidden = cellOf(set->rows, row, 1) == "t",
                                                .firstArgument = (cellOf(set->rows, row, 2) + '\0').front()});
    for (FunctionCandidate &candidate : candidates.functions) {
        const Facts known = facts.value(candidate.oid);
        candidate.firstArgument = known.firstArgument;
        candidate.isHidden =
            known.isHidden && candidate.call.name.schema.isEmpty() && !candidate.call.hasNamedArguments;
    }
    return {};
}

Result<void> CatalogueReader::completeTypes(QList<ObjectCandidate> &types)
{
    QList<quint32> attributes;
    for (const ObjectCandidate &type : types) {
        if (type.isAttribute)
            attributes.append(type.oid);
    }
    if (attributes.isEmpty())
        return {};
    const auto set = m_transaction.query(cataloguesql::rowTypes, {arrayOf(attributes)});
    if (!set)
        return set.error();
    QSet<quint32> rowTypes;
    for (int row = 0; row < set->rows.rowCount(); ++row)
        rowTypes.insert(oidOf(set->rows, row, 0));
    for (ObjectCandidate &type : types)
        type.isAttribute = type.isAttribute && !rowTypes.contains(type.oid);
    return {};
}

Result<QList<CatalogueEdge>> CatalogueReader::typeOrigins(const QList<quint32> &types)
{
    const auto set = m_transaction.query(cataloguesql::typeOrigins, {arrayOf(types)});
    if (!set)
        return set.error();
    QList<CatalogueEdge> origins;
    for (int row = 0; row < set->rows.rowCount(); ++row)
        origins.append({.from = {ObjectClass::Type, oidOf(set->rows, row, 0)}, .to = idOf(set->rows, row, 1)});
    return origins;
}

Result<QList<CatalogueEdge>> CatalogueReader::edges(const QList<ObjectId> &objects)
{
    const QSet<ObjectId> asked(objects.cbegin(), objects.cend());
    const auto oids = [&objects](ObjectClass objectClass) { return oidsOf(objects, objectClass); };
    QList<ObjectId> others;
    std::copy_if(objects.cbegin(), objects.cend(), std::back_inserter(others),
                 [](const ObjectId &object) { return object.objectClass != ObjectClass::Relation; });
    struct Question {
        StaticSql sql;
        QByteArrayList arguments;
    };
    std::vector<Question> questions;
    if (others.size() < objects.size()) {
        questions.push_back({cataloguesql::relationEdges, {oids(ObjectClass::Relation)}});
        if (m_transaction.serverMajor() >= firstWithVirtualColumns)
            questions.push_back({cataloguesql::virtualColumns, {oids(ObjectClass::Relation)}});
    }
    if (!others.isEmpty())
        questions.push_back({cataloguesql::objectEdges, argumentsOf(others)});
    if (hasAny(asked, {ObjectClass::Type, ObjectClass::Row}))
        questions.push_back({cataloguesql::typeEdges, {oids(ObjectClass::Type), oids(ObjectClass::Row)}});
    if (hasAny(asked,
               {ObjectClass::Function, ObjectClass::Operator, ObjectClass::OperatorClass, ObjectClass::OperatorFamily}))
        questions.push_back({cataloguesql::codeEdges,
                             {oids(ObjectClass::Function), oids(ObjectClass::Operator),
                              oids(ObjectClass::OperatorClass), oids(ObjectClass::OperatorFamily)}});
    QList<CatalogueEdge> all;
    for (const Question &question : questions) {
        const auto found = edgesOf(m_transaction.query(question.sql, question.arguments));
        if (!found)
            return found.error();
        std::copy_if(found->cbegin(), found->cend(), std::back_inserter(all),
                     [&asked](const CatalogueEdge &edge) { return asked.contains(edge.from); });
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
                                           .isServersOwnCall = isTrue(row, 7),
                                           .isOfRangeType = isTrue(row, 8),
                                           .isInC = isTrue(row, 9),
                                           .isText = isTrue(row, 10),
                                           .hasLooseNames = isTrue(row, 11)});
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
