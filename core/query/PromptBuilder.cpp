// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/PromptBuilder.h"

#include "core/schema/PromptText.h"
#include "core/schema/SchemaText.h"

#include <QLocale>
#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace sqlai::query {
namespace {

constexpr qsizetype questionLength = 1'000;

QList<llm::ChatMessage> conversation(const QString &rules, const QString &question)
{
    return {{.role = llm::ChatRole::System, .content = rules}, {.role = llm::ChatRole::User, .content = question}};
}

/// With each line indented and no tag of the section's end: nothing in it can stand where a fence or that end would.
QString indented(const QString &text)
{
    static const QRegularExpression lineEnd(u"\\R"_s);
    static const QRegularExpression sectionEnd(u"<(\\s*+/\\s*+examples\\s*+)>"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    return u"    "_s + text.trimmed().replace(sectionEnd, u"‹\\1›"_s).replace(lineEnd, u"\n    "_s) + u'\n';
}

QString exampleText(const QList<knowledge::RankedExample> &examples)
{
    QString text;
    for (const knowledge::RankedExample &ranked : examples) {
        const knowledge::Example &example = ranked.example;
        if (example.sql.size() > PromptBuilder::maximumExampleCharacters)
            continue;
        text += u"Question: "_s + schema::promptLine(example.question, questionLength) + u'\n';
        if (!example.description.isEmpty())
            text += u"Description: "_s + schema::promptLine(example.description, questionLength) + u'\n';
        text += indented(example.sql);
    }
    return text.isEmpty() ? u"(none)\n"_s : text;
}

}

PromptBuilder::PromptBuilder()
    : m_tableSelection(PromptTemplate::load(u"table_selection.v1"_s))
    , m_sql(PromptTemplate::load(u"sql.v1"_s))
{
}

qsizetype PromptBuilder::leftOutOfSelection(const QList<schema::Table> &tables)
{
    return schema::SchemaText::overview(tables, maximumSchemaCharacters).leftOut;
}

qsizetype PromptBuilder::leftOutOfSql(const QList<schema::Table> &tables)
{
    return schema::SchemaText::details(tables, maximumSchemaCharacters).leftOut;
}

QList<llm::ChatMessage> PromptBuilder::tableSelection(const QString &question, const QList<schema::Table> &tables) const
{
    const QString rules =
        m_tableSelection.filled({{u"tables"_s, schema::SchemaText::overview(tables, maximumSchemaCharacters).text}});
    return conversation(rules, question);
}

QList<llm::ChatMessage> PromptBuilder::sql(const QString &question, const QList<schema::Table> &tables,
                                           const QList<knowledge::RankedExample> &examples, const QDateTime &now) const
{
    // The day alone: a text that is the same all day can be cached by the endpoint.
    const QString today = QLocale::c().toString(now.date(), u"dddd, yyyy-MM-dd");
    const QString rules =
        m_sql.filled({{u"today"_s, today},
                      {u"time_zone"_s, QString::fromLatin1(now.timeZone().id())},
                      {u"tables"_s, schema::SchemaText::details(tables, maximumSchemaCharacters).text},
                      {u"examples"_s, exampleText(examples)}});
    return conversation(rules, question);
}

}
