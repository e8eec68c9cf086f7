// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ServerGuard.h"

#include "core/base/ErrorText.h"
#include "core/pg/ObjectRules.h"
#include "core/pg/PgTransaction.h"
#include "core/sql/Finding.h"
#include "core/sql/Utf8.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

bool isServersVerdict(const Error &error)
{
    return error.code == ErrorCode::SqlFailed || error.code == ErrorCode::SqlSyntax;
}

/// The same text means something else under another path.
QByteArray keyOf(const QByteArray &text, const QByteArray &searchPath)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(searchPath);
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(text);
    return hash.result();
}

}

Result<ProvenSql> ServerGuard::prove(const sql::CheckedSql &sql)
{
    // Before the server reads the statement: that alone runs the input functions of its literals' types, and so checks
    // of domains and comparisons of ranges.
    const auto denial = judge(sql);
    if (!denial)
        return denial.error();
    if (*denial)
        return Error{.code = ErrorCode::SqlDenied,
                     .detail = (*denial)->reason,
                     .position = sql::characterPosition(sql.text(), (*denial)->offset),
                     .subject = (*denial)->subject};
    if (const auto prepared = m_transaction.prepareAsCursor(sql); !prepared)
        return prepared.error();
    return ProvenSql(sql.text(), m_transaction.id());
}

Result<report::Verdict> ServerGuard::verdict(const sql::CheckedSql &sql)
{
    const auto proven = prove(sql);
    if (proven)
        return report::Verdict{.isAllowed = true, .layer = u"catalogue"_s};
    const Error &error = proven.error();
    const bool isDenied = error.code == ErrorCode::SqlDenied;
    if (!isDenied && !isServersVerdict(error))
        return error;
    return report::Verdict{.layer = isDenied ? u"catalogue"_s : u"server"_s,
                           .reason = isDenied ? sql::asSentence(error.detail) : ErrorText::sentence(error),
                           .position = error.position,
                           .subject = error.subject};
}

Result<MaybeDenial> ServerGuard::judge(const sql::CheckedSql &sql)
{
    const QByteArray key = keyOf(sql.text(), m_transaction.searchPath());
    const GuardMemory::Allowances allowances = m_memory.allowances();
    const auto known = m_memory.proof(key);
    const bool isKnown = known && known->allowances == allowances;
    // No transaction has ended on the server since: nothing can have changed, nor could a query show it.
    if (isKnown && known->snapshot == m_transaction.snapshot())
        return known->denial;
    CatalogueReader reader(m_transaction);
    auto candidates = reader.candidates(sql.names());
    if (!candidates)
        return candidates.error();
    Proof fresh{.snapshot = m_transaction.snapshot(), .allowances = allowances, .candidates = candidates->fingerprint};
    if (isKnown && known->candidates == fresh.candidates) {
        const auto edges = reader.edges(known->objects);
        if (!edges)
            return edges.error();
        if (CatalogueWalk::fingerprint(*edges) == known->edges) {
            fresh = *known;
            fresh.snapshot = m_transaction.snapshot();
            m_memory.keep(key, fresh);
            return known->denial;
        }
    }
    if (const auto completed = reader.complete(*candidates); !completed)
        return completed.error();
    return walk(sql, key, *candidates, std::move(fresh));
}

Result<MaybeDenial> ServerGuard::walk(const sql::CheckedSql &sql, const QByteArray &key,
                                      const NameCandidates &candidates, Proof proof)
{
    CatalogueReader reader(m_transaction);
    ObjectRules rules(m_transaction, proof.allowances, m_transaction.serverMajor());
    CatalogueWalk walk(reader, candidates, sql.names().hasFunctionInFrom);
    if (const auto walked = walk.run(); !walked)
        return walked.error();
    auto judged = rules.judge(walk.nodes());
    if (!judged)
        return judged.error();
    proof.denial = *judged ? std::move(*judged) : rules.judgeCalls(candidates);
    proof.objects = walk.asked();
    proof.edges = walk.fingerprint();
    m_memory.keep(key, proof);
    return proof.denial;
}

}
