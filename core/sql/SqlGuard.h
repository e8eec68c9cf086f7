// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/report/Verdict.h"
#include "core/sql/CheckedSql.h"

#include <QByteArrayView>

namespace sqlai::sql {

/// The text and tree layers of the proof that a statement only reads. Needs no database. Safe in every thread; the
/// parser runs on a thread with a stack of its own, whatever the caller's.
class SqlGuard final
{
public:
    static constexpr qsizetype maximumBytes = 256 * 1024;
    static constexpr int maximumTokens = 50'000;
    static constexpr int maximumDepth = 500;

    SqlGuard();
    ~SqlGuard();

    /// The statement as something that may go on to the server, or SqlDenied / SqlSyntax with reason and position.
    Result<CheckedSql> check(QByteArrayView sql) const;
    /// The same judgement in words.
    report::Verdict verdict(QByteArrayView sql) const;
};

}
