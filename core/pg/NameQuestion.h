// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/NameCandidates.h"
#include "core/table/RowBatch.h"

#include <QHash>
#include <QMultiHash>
#include <QSet>

namespace sqlai::pg {

/// cataloguesql::names: the parameters, made of a statement's names, and what the rows mean for the uses of each name.
class NameQuestion final
{
public:
    explicit NameQuestion(const sql::StatementNames &names);

    QByteArrayList arguments() const;
    /// The answer's rows. Once.
    NameCandidates read(const table::RowBatch &rows);

private:
    /// A name and what it is used for.
    template <typename Candidate>
    struct Use {
        sql::UsedName name = {};
        Candidate candidate = {};
    };
    template <typename Candidate>
    using Uses = QMultiHash<QByteArray, Use<Candidate>>;

    void addFunction(const FunctionCandidate &use, const sql::UsedName &name);
    void addType(const sql::UsedName &name, bool isAttribute = false);
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

}
