// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QCoreApplication>

#include <string>
#include <vector>

namespace sqlai::sql {

enum class TokenKind {
    /// Names, keywords, numbers, operators, punctuation.
    Plain,
    /// 'text' in all its forms: E'', U&'', B'', X'', $$text$$.
    StringLiteral,
    Comment,
};

/// A piece of the statement, in bytes from its start; `end` is behind its last byte.
struct Token {
    int begin = 0;
    int end = 0;
    TokenKind kind = TokenKind::Plain;
};

/// PostgreSQL's own lexer and grammar (libpg_query; version 15). Text that goes in is valid UTF-8 without NUL.
class SqlParser final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::sql::SqlParser)

public:
    /// The tokens with the comments, or SqlSyntax. Safe in every thread and on every stack.
    static Result<std::vector<Token>> scan(const QByteArray &sql);
    /// The parse tree as JSON, or SqlSyntax. Needs the stack of ParserThread.
    static Result<std::string> parse(const QByteArray &sql);
};

}
