// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/Verdict.h"
#include "core/sql/CheckedSql.h"

#include <QByteArrayView>
#include <QCoreApplication>

#include <memory>

namespace sqlai::sql {

/// The text and tree layers of the proof that a statement only reads. Needs no database. Safe in every thread; the
/// parser runs on a thread with a stack of its own, whatever the caller's, and copies share it. A check of 500 bytes
/// takes a tenth of a millisecond, the largest some hundred: not in the main thread, where the text may be anyone's.
///
/// What the text cannot show is left to pg/ServerGuard: which relation, type, function, operator or overload a name
/// stands for, what views, policies and domains reach, and whether a name behind a dot is a column: PostgreSQL takes
/// `t.f` and `(x).f` for `f(t)` and `f(x)`.
class SqlGuard final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::sql::SqlGuard)

public:
    static constexpr qsizetype maximumBytes = qsizetype(256) * 1024;
    static constexpr int maximumTokens = 50'000;
    static constexpr int maximumDepth = 500;
    static constexpr int maximumOperatorRun = 500;

    SqlGuard();

    /// The statement as something that may go on to the server, or SqlDenied / SqlSyntax with reason and position. A
    /// function that is not PostgreSQL's own passes: the server will know it.
    Result<CheckedSql> check(QByteArrayView sql) const;
    /// The judgement in words, for whoever has no server at hand: what only a server knows is denied.
    report::Verdict verdict(QByteArrayView sql) const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}
