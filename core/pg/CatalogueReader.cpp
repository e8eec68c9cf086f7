// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/CatalogueReader.h"

#include "core/pg/CatalogueSql.h"
#include "core/pg/PgArray.h"
#include "core/pg/PgTransaction.h"
#include "core/sql/Identifier.h"

#include <QCryptographicHash>
#include <QMultiHash>
#include <QSet>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <vector>

namespace sqlai::pg {
namespace {

/// SQL itself looks these up by name: for IN, CASE, USING, BETWEEN, comparisons of rows.
const QByteArrayList impliedOperators{"=", "<>", "<", "<=", ">", ">="};

constexpr int firstWithVirtualColumns = 18;

QByteArray cellOf(const table::RowBatch &rows, int row, int column)
{
    return rows.cell(row, column).value_or(QByteArrayView()).toByteArray();
}

quint32 oidOf(const table::RowBatch &rows, int row, int column)
{
    return cellOf(rows, row, column).toUInt();
}

/// A name and what it is used for.
template <typename Candidate>
struct Use {
    sql::UsedName name = {};
    Candidate candidate = {};
};

template <typename Candidate>
using Uses = QMultiHash<QByteArray, Use<Candidate>>;

/// What is asked, and what each name in it was used for.
class NameQuestion final
{
public:
    explicit NameQuestion(const sql::StatementNames &names);

    QByteArrayList arguments() const;
    NameCandidates read(const table::RowBatch &rows);

private:
    void addFunction(const FunctionCandidate &use, const sql::UsedName &name);
    void addType(const sql::UsedName &name);
    void addOperator(const sql::UsedName &name, bool isImplied);
    void addRelation(const sql::UsedName &name);
    void readSchema(const table::RowBatch &rows, int row);
    void readFunction(const table::RowBatch &rows, int row);
    void readOperator(const table::RowBatch &rows, int row);
    void readOther(const QByteArray &kind, const table::RowBatch &rows, int row);
    /// The uses of a name that an object in that schema can stand for.
    template <typename Candidate>
    QList<Candidate> usesOf(const Uses<Candidate> &uses, const table::RowBatch &rows, int row) const;

    Uses<FunctionCandidate> m_functions;
    QByteArrayList m_wantedOwn;
    Uses<OperatorCandidate> m_operators;
    Uses<ObjectCandidate> m_types;
    QByteArrayList m_relations;
    QList<qsizetype> m_relationOffsets;
    QSet<QByteArray> m_schemas;
    QHash<quint32, QByteArray> m_schemaNames;
    QSet<quint32> m_path;
    NameCandidates m_found;
};

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
        addType(name);
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

void NameQuestion::addType(const sql::UsedName &name)
{
    m_schemas.insert(name.schema);
    m_types.insert(name.name, {.name = name, .candidate = {.offset = name.offset}});
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
                                           .isServersOwnCall = isTrue(row, 7)});
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
