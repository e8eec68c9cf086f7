// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/CatalogueWalk.h"
#include "core/pg/GuardMemory.h"
#include "core/pg/ObjectReader.h"
#include "core/pg/Proof.h"

#include <QCoreApplication>

#include <optional>

namespace sqlai::pg {

/// Who may run. In this order: PostgreSQL's own functions by the reviewed list; those of extensions not if they are
/// listed as trouble, else if they are neither VOLATILE nor SECURITY DEFINER; all others, and foreign tables, if an
/// administrator vouched for them as they are now.
class ObjectRules final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::pg::ObjectRules)

public:
    /// `serverMajor`: the server's version, for example 15.
    ObjectRules(PgTransaction &transaction, GuardMemory::Allowances allowances, int serverMajor);

    /// How the statement calls PostgreSQL's own functions that the checker does not know.
    MaybeDenial judgeCalls(const NameCandidates &candidates) const;
    /// What the walk met. The denial that stands first in the statement. Errors: those of CatalogueReader.
    Result<MaybeDenial> judge(const CatalogueWalk::Nodes &nodes);
    /// Whether what was judged rests on nothing but the objects of the walk. It does not where an extension's function
    /// is a text: any function that somebody makes anywhere may be what a name in it comes to mean.
    bool isLasting() const { return m_isLasting; }

private:
    /// An object that may not run just so.
    struct Suspect {
        ObjectId id = {};
        CatalogueWalk::Node node = {};
        /// What it does; then nobody can vouch for it.
        QString trouble = {};
        /// Why somebody must vouch for it.
        QString doubt = {};
    };

    Result<QList<Suspect>> suspects(const CatalogueWalk::Nodes &nodes);
    static std::optional<Suspect> judgeFunction(const ObjectId &id, const CatalogueWalk::Node &node,
                                                const FunctionFacts &facts, int serverMajor);
    Result<MaybeDenial> judge(const QList<Suspect> &suspects);
    Result<Denial> denial(const Suspect &suspect, const report::DatabaseObject &object, const QString &reason);
    const report::Allowance *allowanceOf(const report::DatabaseObject &object) const;

    CatalogueReader m_reader;
    ObjectReader m_objects;
    GuardMemory::Allowances m_allowances;
    int m_serverMajor;
    bool m_isLasting = true;
};

}
