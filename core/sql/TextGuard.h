// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sql/Finding.h"
#include "core/sql/SqlParser.h"

#include <QByteArrayView>
#include <QCoreApplication>

#include <vector>

namespace sqlai::sql {

/// How much may be checked at once.
struct TextLimits {
    qsizetype bytes;
    int tokens;
    int depth;
    /// Operator characters in one run.
    int operatorRun;
};

/// The text layer: what a statement must be before a parser may look at it, and whether a person who reads it sees
/// what it says.
class TextGuard final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::sql::TextGuard)

public:
    TextGuard(QByteArrayView sql, const TextLimits &limits);

    /// Size, NUL, strict UTF-8, long runs of operator characters.
    MaybeFinding checkBytes() const;
    /// Number of tokens, levels of brackets and CASE, invisible characters outside of literals. Needs sound bytes.
    MaybeFinding checkTokens(const std::vector<Token> &tokens) const;

private:
    MaybeFinding checkEncoding() const;
    MaybeFinding checkOperatorRuns() const;
    MaybeFinding checkDepth(const std::vector<Token> &tokens) const;
    MaybeFinding checkVisible(const std::vector<Token> &tokens) const;
    MaybeFinding checkVisible(qsizetype begin, qsizetype end, TokenKind kind) const;

    QByteArrayView m_sql;
    TextLimits m_limits;
};

}
