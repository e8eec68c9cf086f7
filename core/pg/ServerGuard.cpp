// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ServerGuard.h"

#include "core/base/ErrorText.h"
#include "core/pg/ObjectRules.h"
#include "core/pg/PgTransaction.h"
#include "core/sql/Finding.h"
#include "core/sql/Utf8.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

bool isServersVerdict(const Error &error)
{
    return error.code == ErrorCode::SqlFailed || error.code == ErrorCode::SqlSyntax;
}

bool isForeign(const QByteArray &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](char byte) { return static_cast<unsigned char>(byte) > 127; });
}

/// Such a name may be cut, folded or written otherwise in a database of another encoding than ours.
bool hasForeignLetters(const sql::StatementNames &names)
{
    const auto isName = [](const sql::UsedName &name) { return isForeign(name.name) || isForeign(name.schema); };
    const auto isFunction = [&](const sql::UsedFunction &function) { return isName(function.name); };
    const auto hasAny = [&](const QList<sql::UsedName> &list) {
        return std::any_of(list.cbegin(), list.cend(), isName);
    };
    return std::any_of(names.functions.cbegin(), names.functions.cend(), isFunction) || hasAny(names.operators)
           || hasAny(names.types) || hasAny(names.relations) || hasAny(names.attributes) || hasAny(names.fields)
           || hasAny(names.samplingMethods);
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
    if (const auto judged = check(sql, m_transaction.snapshot()); !judged)
        return judged.error();
    if (const auto prepared = m_transaction.prepareAsCursor(sql); !prepared)
        return prepared.error();
    // Its relations are locked from here on. Whoever changed one of them made us wait for that lock, and must be seen.
    const auto snapshot = m_transaction.currentSnapshot();
    if (!snapshot)
        return snapshot.error();
    if (snapshot->isEmpty() || *snapshot != m_transaction.snapshot()) {
        if (const auto judged = check(sql, *snapshot); !judged)
            return judged.error();
    }
    return ProvenSql(sql.text(), m_transaction.id());
}

Result<report::Verdict> ServerGuard::verdict(const sql::CheckedSql &sql)
{
    const auto proven = prove(sql);
    if (proven)
        return report::Verdict{.isAllowed = true, .layer = u"server"_s};
    const Error &error = proven.error();
    const bool isDenied = error.code == ErrorCode::SqlDenied;
    if (!isDenied && !isServersVerdict(error))
        return error;
    return report::Verdict{.layer = isDenied ? u"catalogue"_s : u"server"_s,
                           .reason = isDenied ? sql::asSentence(error.detail) : ErrorText::sentence(error),
                           .position = error.position,
                           .subject = error.subject};
}

Result<void> ServerGuard::check(const sql::CheckedSql &sql, const QByteArray &snapshot)
{
    if (const QByteArray encoding = m_transaction.serverEncoding();
        encoding != "UTF8" && hasForeignLetters(sql.names()))
        return Error{.code = ErrorCode::SqlDenied,
                     .detail =
                         tr("it has names with letters beyond a to z, which a database in the encoding %1 may read "
                            "as other names; give such a table or column a plain name by a view")
                             .arg(QString::fromLatin1(encoding))};
    const auto denial = judge(sql, snapshot);
    if (!denial)
        return denial.error();
    if (*denial)
        return Error{.code = ErrorCode::SqlDenied,
                     .detail = (*denial)->reason,
                     .position = sql::characterPosition(sql.text(), (*denial)->offset),
                     .subject = (*denial)->subject};
    return {};
}

Result<MaybeDenial> ServerGuard::judge(const sql::CheckedSql &sql, const QByteArray &snapshot)
{
    const QByteArray key = keyOf(sql.text(), m_transaction.searchPath());
    const GuardMemory::Allowances allowances = m_memory.allowances();
    const auto known = m_memory.proof(key);
    const bool isKnown = known && known->allowances == allowances;
    // No transaction has ended on the server since: nothing can have changed, nor could a query show it.
    if (isKnown && !snapshot.isEmpty() && known->snapshot == snapshot)
        return known->denial;
    CatalogueReader reader(m_transaction);
    auto candidates = reader.candidates(sql.names());
    if (!candidates)
        return candidates.error();
    Proof fresh{.snapshot = snapshot, .allowances = allowances, .candidates = candidates->fingerprint};
    if (isKnown && known->candidates == fresh.candidates) {
        const auto edges = reader.edges(known->objects);
        if (!edges)
            return edges.error();
        if (CatalogueWalk::fingerprint(*edges) == known->edges) {
            fresh = *known;
            fresh.snapshot = snapshot;
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
    if (rules.isLasting())
        m_memory.keep(key, proof);
    return proof.denial;
}

}
