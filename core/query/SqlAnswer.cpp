// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/SqlAnswer.h"

#include "core/query/ModelText.h"
#include "core/schema/TableNames.h"
#include "core/sql/SqlGuard.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::query {
namespace {

constexpr qsizetype blocksRead = 50;
constexpr qsizetype sampleLength = 200;

bool isSqlLanguage(const QString &language)
{
    static const QStringList names{u"sql"_s, u"postgresql"_s, u"postgres"_s, u"pgsql"_s, u"psql"_s, u"plpgsql"_s};
    return names.contains(language);
}

/// The first word behind comments, blanks and opening brackets, in lower case; it is followed by no more letters.
QString firstWord(QStringView text)
{
    static const QRegularExpression begin(u"^(?:[\\s(]++|--[^\\n]*+|/\\*.*?\\*/)*+([a-z]{1,20})(?![\\w$])"_s,
                                          QRegularExpression::CaseInsensitiveOption
                                              | QRegularExpression::DotMatchesEverythingOption);
    return begin.match(text.toString()).captured(1).toLower();
}

/// Whether WITH is followed by what makes it SQL, and not by a pleasure.
bool namesCommonTable(QStringView text)
{
    static const QRegularExpression begin(
        u"\\bwith\\s++(?:recursive\\s++)?(?:\"[^\"]*+\"|[\\w$]++)\\s*+(?:\\(|as\\b)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return begin.match(text.toString()).hasMatch();
}

/// Whether it begins as a statement of whatever kind: one that writes is SQL too, and the guard says what is wrong.
bool beginsAsStatement(QStringView text)
{
    static const QStringList words{u"select"_s,   u"with"_s,  u"values"_s,  u"table"_s,  u"insert"_s, u"update"_s,
                                   u"delete"_s,   u"merge"_s, u"create"_s,  u"alter"_s,  u"drop"_s,   u"truncate"_s,
                                   u"explain"_s,  u"show"_s,  u"set"_s,     u"begin"_s,  u"commit"_s, u"copy"_s,
                                   u"call"_s,     u"do"_s,    u"grant"_s,   u"revoke"_s, u"lock"_s,   u"execute"_s,
                                   u"rollback"_s, u"start"_s, u"refresh"_s, u"vacuum"_s, u"analyze"_s};
    const QString word = firstWord(text);
    return words.contains(word) && (word != "with"_L1 || namesCommonTable(text));
}

bool beginsAsQuery(QStringView text)
{
    static const QStringList words{u"select"_s, u"with"_s, u"values"_s, u"table"_s};
    return words.contains(firstWord(text));
}

/// Without blanks around it and without semicolons at its end; one inside stays, and the guard denies it.
QString tidied(QStringView sql)
{
    sql = sql.trimmed();
    while (sql.endsWith(u';'))
        sql = sql.chopped(1).trimmed();
    return sql.toString();
}

QList<CodeBlock> blocksOf(QStringView text)
{
    QList<CodeBlock> blocks;
    qsizetype from = 0;
    while (blocks.size() < blocksRead) {
        const auto block = nextCodeBlock(text, from);
        if (!block)
            break;
        from = block->end;
        blocks.append(*block);
    }
    return blocks;
}

QString proseAround(QStringView text, const QList<CodeBlock> &blocks)
{
    QString prose;
    qsizetype from = 0;
    for (const CodeBlock &block : blocks) {
        prose += text.sliced(from, block.begin - from);
        prose += u'\n';
        from = block.end;
    }
    prose += text.sliced(from);
    return plainParagraph(prose);
}

/// The first text among these members; null where none has one.
QString textOf(const QJsonObject &object, const QStringList &keys)
{
    for (const QString &key : keys) {
        if (const QString text = object.value(key).toString(); !text.trimmed().isEmpty())
            return text;
    }
    return {};
}

/// From the first opening brace to the last closing one.
QJsonObject objectIn(const QString &text)
{
    const qsizetype begin = text.indexOf(u'{');
    const qsizetype end = text.lastIndexOf(u'}');
    if (begin < 0 || end < begin)
        return {};
    return QJsonDocument::fromJson(text.sliced(begin, end - begin + 1).toUtf8()).object();
}

}

static Error unanswerable(const QString &reason)
{
    return {.code = ErrorCode::Unanswerable,
            .detail = reason.isEmpty()
                          ? SqlAnswer::tr("The model says that these tables cannot answer this question. Name the "
                                          "tables you mean, or ask for something that they hold.")
                          : reason};
}

static Error noSql(const QString &text)
{
    const QString sample = plainParagraph(text, sampleLength);
    return {.code = ErrorCode::BadReply,
            .detail = sample.isEmpty() ? SqlAnswer::tr("it is empty.")
                                       : SqlAnswer::tr("there is no SQL in it. It says: %1").arg(sample)};
}

static Result<WrittenSql> limited(const WrittenSql &written)
{
    if (written.sql.toUtf8().size() <= SqlAnswer::maximumBytes)
        return written;
    return Error{.code = ErrorCode::BadReply,
                 .detail = SqlAnswer::tr("its SQL has more than %L1 bytes.").arg(SqlAnswer::maximumBytes)};
}

SqlAnswer::SqlAnswer(const sql::SqlGuard &guard, const schema::TableNames &tables)
    : m_guard(guard)
    , m_tables(tables)
{
}

Result<WrittenSql> SqlAnswer::read(const QString &text) const
{
    const QString visible = withoutThinking(text);
    const QList<CodeBlock> blocks = blocksOf(visible);
    auto chosen = std::find_if(blocks.begin(), blocks.end(), [](const CodeBlock &block) {
        return isSqlLanguage(block.language) && beginsAsStatement(block.content);
    });
    if (chosen == blocks.end())
        chosen = std::find_if(blocks.begin(), blocks.end(), [this](const CodeBlock &block) {
            return block.language.isEmpty() && isStatement(tidied(block.content), Place::Fence);
        });
    if (chosen == blocks.end())
        return readUnfenced(visible);
    if (const auto reason = cannotAnswerReason(visible.first(chosen->begin)))
        return unanswerable(*reason);
    if (!chosen->isClosed)
        return Error{.code = ErrorCode::BadReply, .detail = tr("it breaks off inside its SQL.")};
    return limited({.sql = tidied(chosen->content), .explanation = proseAround(visible, blocks)});
}

Result<WrittenSql> SqlAnswer::readJson(const QString &text) const
{
    const QStringList reasons{u"reason"_s, u"cannot_answer"_s, u"error"_s};
    const QJsonObject object = objectIn(text);
    const QString sql = textOf(object, {u"sql"_s, u"query"_s, u"sql_query"_s, u"statement"_s, u"SQL"_s});
    const QString explanation = textOf(object, QStringList{u"explanation"_s, u"description"_s} + reasons);
    const auto block = nextCodeBlock(sql, 0);
    const QString statement = tidied(block && block->isClosed ? block->content : QStringView(sql));
    if (isStatement(statement, Place::Fence))
        return limited({.sql = statement, .explanation = plainParagraph(explanation)});
    if (const auto reason = cannotAnswerReason(sql))
        return unanswerable(*reason);
    // Beside words that are no SQL, an explanation may be of them; beside nothing, it says why there is nothing.
    const QString why = sql.isEmpty() ? explanation : textOf(object, reasons);
    const bool isRefusal = !sql.isEmpty() || object.contains(u"sql"_s) || object.contains(u"query"_s)
                           || object.contains(u"reason"_s) || object.contains(u"cannot_answer"_s);
    if (isRefusal && !why.isEmpty())
        return unanswerable(plainParagraph(why));
    return Error{.code = ErrorCode::NotFound};
}

Result<WrittenSql> SqlAnswer::readUnfenced(const QString &text) const
{
    if (const auto reason = cannotAnswerReason(text))
        return unanswerable(*reason);
    if (const auto written = readJson(text); written || written.error().code != ErrorCode::NotFound)
        return written;
    const QString bare = tidied(text);
    if (beginsAsQuery(bare) && isStatement(bare, Place::Bare))
        return limited({.sql = bare});
    return noSql(text);
}

bool SqlAnswer::isStatement(const QString &text, Place place) const
{
    if (!beginsAsStatement(text))
        return false;
    const QByteArray bytes = text.toUtf8();
    const auto checked = m_guard.check(bytes);
    if (!checked) {
        // Denied, it may be SQL all the same: then the person shall read why.
        const QString layer = m_guard.verdict(bytes).layer;
        return place == Place::Fence && (layer == "tree"_L1 || layer == "function"_L1);
    }
    // The grammar alone takes "Select one" and "Select a few from the list", too.
    static const QRegularExpression sign(u"[0-9()*='\",]"_s);
    if (place == Place::Fence && text.contains(sign))
        return true;
    const QStringList &tables = checked->tables();
    if (!tables.isEmpty())
        return std::all_of(tables.begin(), tables.end(), [this](const QString &table) { return m_tables.find(table); });
    // Commas and quotes are prose's too: "Select region, product".
    static const QRegularExpression calculation(u"[0-9()*=]"_s);
    return place == Place::Bare && text.contains(calculation);
}

QString SqlAnswer::sqlSoFar(const QString &text)
{
    const QString visible = withoutThinking(text);
    qsizetype from = 0;
    while (const auto block = nextCodeBlock(visible, from)) {
        if (isSqlLanguage(block->language) && beginsAsStatement(block->content)) {
            QStringView sql = block->content;
            while (!block->isClosed && sql.endsWith(u'`')) // A closing fence on its way.
                sql.chop(1);
            return tidied(sql);
        }
        from = block->end;
    }
    return {};
}

}
