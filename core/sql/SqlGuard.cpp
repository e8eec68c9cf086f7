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

#include <optional>
#include <variant>

using namespace Qt::StringLiterals;

namespace sqlai::sql {
namespace {

/// A refusal with its place in characters.
struct Refusal {
    Layer layer = Layer::Parser;
    QString reason = {};
    int position = 0;
};

/// What may go on to a server, with what a verdict without one has to say against it.
struct Passed {
    QStringList tables = {};
    StatementNames names = {};
    std::optional<Refusal> undecided = {};
};

using Judgement = std::variant<Passed, Refusal>;

Refusal refusal(const Finding &finding, QByteArrayView sql)
{
    return {.layer = finding.layer, .reason = finding.reason, .position = characterPosition(sql, finding.offset)};
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
    std::optional<Refusal> refused;
    if (auto finding = guard.check()) {
        if (finding->offset >= 0)
            finding->offset = firstWordAt(*tokens, finding->offset);
        refused = refusal(*finding, sql);
        if (!finding->isUndecided)
            return *refused;
    }
    return Passed{.tables = relationNames(*tree), .names = guard.takeNames(), .undecided = std::move(refused)};
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
    Judgement judgement = judgeOnThread(m_state->thread, text, m_state->table);
    if (auto *passed = std::get_if<Passed>(&judgement))
        return CheckedSql(text, std::move(passed->tables), std::move(passed->names));
    const auto &denied = std::get<Refusal>(judgement);
    return Error{.code = denied.layer == Layer::Parser ? ErrorCode::SqlSyntax : ErrorCode::SqlDenied,
                 .detail = denied.reason,
                 .position = denied.position};
}

report::Verdict SqlGuard::verdict(QByteArrayView sql) const
{
    const Judgement judgement = judgeOnThread(m_state->thread, sql.toByteArray(), m_state->table);
    const auto *passed = std::get_if<Passed>(&judgement);
    if (passed && !passed->undecided)
        return {.isAllowed = true, .layer = layerName(Layer::Tree)};
    const Refusal &denied = passed ? *passed->undecided : std::get<Refusal>(judgement);
    return {.layer = layerName(denied.layer),
            .reason = asSentence(passed ? tr("%1; connect to decide").arg(denied.reason) : denied.reason),
            .position = denied.position};
}

}
