// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/SqlGuard.h"

#include "core/sql/NodeTable.h"
#include "core/sql/ParserThread.h"
#include "core/sql/RelationNames.h"
#include "core/sql/SqlParser.h"
#include "core/sql/TextGuard.h"
#include "core/sql/TreeGuard.h"
#include "core/sql/Utf8.h"

#include <QCoreApplication>

#include <variant>

using namespace Qt::StringLiterals;

namespace sqlai::sql {
namespace {

/// A refusal with its place in characters.
struct Refusal {
    Layer layer = Layer::Parser;
    QString reason = {};
    int position = 0;
    bool isUndecided = false;
};

using Judgement = std::variant<QStringList, Refusal>;

Refusal refusal(const Finding &finding, QByteArrayView sql)
{
    return {.layer = finding.layer,
            .reason = finding.reason,
            .position = characterPosition(sql, finding.offset),
            .isUndecided = finding.isUndecided};
}

Refusal refusal(const Error &error)
{
    return {.layer = Layer::Parser, .reason = error.detail, .position = error.position};
}

/// Statements are counted from the semicolon before them: the place that a person means is their first word.
qsizetype firstWordAt(const std::vector<Token> &tokens, qsizetype offset)
{
    for (const Token &token : tokens) {
        if (token.end > offset && token.kind != TokenKind::Comment)
            return token.begin;
    }
    return offset;
}

/// Runs on the parser's thread.
Judgement judge(const QByteArray &sql, const NodeTable &table)
{
    const TextGuard text(sql, {.bytes = SqlGuard::maximumBytes,
                               .tokens = SqlGuard::maximumTokens,
                               .depth = SqlGuard::maximumDepth,
                               .operatorRun = SqlGuard::maximumOperatorRun});
    if (const auto finding = text.checkBytes())
        return refusal(*finding, sql);
    const auto tokens = SqlParser::scan(sql);
    if (!tokens)
        return refusal(tokens.error());
    if (const auto finding = text.checkTokens(*tokens))
        return refusal(*finding, sql);
    const auto json = SqlParser::parse(sql);
    if (!json)
        return refusal(json.error());
    const auto tree = ParseTree::read(*json);
    if (!tree)
        return Refusal{
            .reason = QCoreApplication::translate("sqlai::sql::SqlGuard", "the parser's answer could not be read")};
    TreeGuard guard(table, *tree, SqlGuard::maximumDepth);
    if (auto finding = guard.check()) {
        if (finding->offset >= 0)
            finding->offset = firstWordAt(*tokens, finding->offset);
        return refusal(*finding, sql);
    }
    return relationNames(*tree);
}

QString layerName(Layer layer)
{
    switch (layer) {
    case Layer::Text:
        return u"text"_s;
    case Layer::Parser:
        return u"parser"_s;
    case Layer::Tree:
        return u"tree"_s;
    case Layer::Function:
        return u"function"_s;
    }
    return {};
}

Judgement judgeOnThread(ParserThread &thread, const QByteArray &sql, const NodeTable &table)
{
    Judgement judgement =
        Refusal{.reason = SqlGuard::tr("the system gave no memory for the checker; close something and try again")};
    thread.run([&] { judgement = judge(sql, table); });
    return judgement;
}

/// Where a server is at hand already, that it could tell more is no advice.
QString reasonForRun(const Refusal &refusal)
{
    return refusal.isUndecided
               ? SqlGuard::tr("%1, and only PostgreSQL's own run in this version; write out what it does")
                     .arg(refusal.reason)
               : refusal.reason;
}

QString reasonWithoutServer(const Refusal &refusal)
{
    return refusal.isUndecided ? SqlGuard::tr("%1; connect to decide").arg(refusal.reason) : refusal.reason;
}

/// A reason is a clause, so that it can follow a colon; alone it stands as a sentence.
QString asSentence(const QString &reason)
{
    return reason.isEmpty() ? reason : reason.front().toUpper() + reason.sliced(1) + u'.';
}

}

/// Both are safe in every thread.
struct SqlGuard::State {
    NodeTable table = {};
    ParserThread thread = {};
};

SqlGuard::SqlGuard()
    : m_state(std::make_shared<State>())
{
}

Result<CheckedSql> SqlGuard::check(QByteArrayView sql) const
{
    const QByteArray text = sql.toByteArray();
    const Judgement judgement = judgeOnThread(m_state->thread, text, m_state->table);
    if (const auto *tables = std::get_if<QStringList>(&judgement))
        return CheckedSql(text, *tables, {});
    const auto &denied = std::get<Refusal>(judgement);
    return Error{.code = denied.layer == Layer::Parser ? ErrorCode::SqlSyntax : ErrorCode::SqlDenied,
                 .detail = reasonForRun(denied),
                 .position = denied.position};
}

report::Verdict SqlGuard::verdict(QByteArrayView sql) const
{
    const Judgement judgement = judgeOnThread(m_state->thread, sql.toByteArray(), m_state->table);
    if (std::holds_alternative<QStringList>(judgement))
        return {.isAllowed = true, .layer = layerName(Layer::Tree)};
    const auto &denied = std::get<Refusal>(judgement);
    return {.layer = layerName(denied.layer),
            .reason = asSentence(reasonWithoutServer(denied)),
            .position = denied.position};
}

}
