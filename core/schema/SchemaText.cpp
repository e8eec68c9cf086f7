// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaText.h"

#include "core/schema/PromptText.h"

#include <QSet>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace sqlai::schema {
namespace {

constexpr qsizetype commentLength = 200;
constexpr qsizetype typeLength = 120;
constexpr qsizetype labelsShown = 40;

/// How much is told, the most first.
enum class Detail { Everything, WithoutComments, NamesAlone };

QString kindText(RelationKind kind)
{
    switch (kind) {
    case RelationKind::Table:
    case RelationKind::PartitionedTable:
        return u"table"_s;
    case RelationKind::View:
        return u"view"_s;
    case RelationKind::MaterializedView:
        return u"materialized view"_s;
    case RelationKind::ForeignTable:
        return u"foreign table"_s;
    }
    return {};
}

QString qualified(const QString &schema, const QString &name)
{
    return promptIdentifier(schema) + u'.' + promptIdentifier(name);
}

QString nameList(const QStringList &names)
{
    QStringList quoted;
    std::transform(names.begin(), names.end(), std::back_inserter(quoted), promptIdentifier);
    return u'(' + quoted.join(u", "_s) + u')';
}

QString commentText(const QString &comment, Detail detail)
{
    const QString line = detail == Detail::Everything ? promptLine(comment, commentLength) : QString();
    return line.isEmpty() ? line : u" -- "_s + line;
}

QString labelList(const QStringList &labels)
{
    QStringList shown;
    const QStringList first = labels.first(std::min(labels.size(), labelsShown));
    std::transform(first.begin(), first.end(), std::back_inserter(shown), promptLiteral);
    if (first.size() < labels.size())
        shown += u"..."_s;
    return u" ["_s + shown.join(u", "_s) + u']';
}

QString columnLine(const Column &column, Detail detail)
{
    QString line = u"  "_s + promptIdentifier(column.name) + u' ' + promptLine(column.type, typeLength);
    if (!column.isNullable)
        line += u" not null"_s;
    if (!column.enumValues.isEmpty())
        line += labelList(column.enumValues);
    return line + commentText(column.comment, detail);
}

QString overviewOf(const Table &table, Detail detail)
{
    QString line = kindText(table.kind) + u' ' + qualified(table.schema, table.name);
    if (detail == Detail::NamesAlone)
        return line;
    QStringList names;
    for (const Column &column : table.columns)
        names += column.name;
    return line + u' ' + nameList(names) + commentText(table.comment, detail);
}

QString detailsOf(const Table &table, Detail detail)
{
    QStringList lines{kindText(table.kind) + u' ' + qualified(table.schema, table.name)
                      + commentText(table.comment, detail)};
    for (const Column &column : table.columns)
        lines += columnLine(column, detail);
    if (!table.primaryKey.isEmpty())
        lines += u"  primary key "_s + nameList(table.primaryKey);
    for (const ForeignKey &key : table.foreignKeys)
        lines += u"  foreign key "_s + nameList(key.columns) + u" references "_s
                 + qualified(key.targetSchema, key.targetTable) + u' ' + nameList(key.targetColumns);
    return lines.join(u'\n');
}

using Writer = QString (*)(const Table &, Detail);

QStringList textsOf(const QList<Table> &tables, Writer writer, Detail detail)
{
    QStringList texts;
    QSet<QString> told;
    for (const Table &table : tables) {
        const QString name = qualified(table.schema, table.name);
        if (told.contains(name))
            continue;
        told.insert(name);
        texts += writer(table, detail);
    }
    return texts;
}

/// As many whole lines of a text as fit; its first one in any case, since it has the name.
QString beginning(const QString &text, qsizetype maximumCharacters)
{
    const qsizetype firstEnd = text.indexOf(u'\n');
    const qsizetype end = text.lastIndexOf(u'\n', maximumCharacters);
    return end < 0 ? text.first(firstEnd < 0 ? text.size() : firstEnd) : text.first(end);
}

/// The texts that fit, and how many do not; the beginning of the first one where none does.
FittedTables cut(const QStringList &texts, qsizetype maximumCharacters)
{
    FittedTables shown;
    for (const QString &text : texts) {
        if (shown.text.size() + text.size() > maximumCharacters)
            ++shown.leftOut;
        else
            shown.text += text + u'\n';
    }
    if (shown.text.isEmpty()) {
        shown.text = beginning(texts.first(), maximumCharacters) + u"\n  (more columns are not shown)\n"_s;
        --shown.leftOut;
    }
    if (shown.leftOut > 0)
        shown.text += u"(%1 more are not shown)\n"_s.arg(shown.leftOut);
    return shown;
}

FittedTables fitted(const QList<Table> &tables, Writer writer, const QList<Detail> &details,
                    qsizetype maximumCharacters)
{
    QStringList texts;
    for (const Detail detail : details) {
        texts = textsOf(tables, writer, detail);
        const QString text = texts.join(u'\n') + u'\n';
        if (text.size() <= maximumCharacters)
            return {.text = text};
    }
    return cut(texts, maximumCharacters);
}

}

FittedTables SchemaText::overview(const QList<Table> &tables, qsizetype maximumCharacters)
{
    return fitted(tables, overviewOf, {Detail::Everything, Detail::WithoutComments, Detail::NamesAlone},
                  maximumCharacters);
}

FittedTables SchemaText::details(const QList<Table> &tables, qsizetype maximumCharacters)
{
    return fitted(tables, detailsOf, {Detail::Everything, Detail::WithoutComments}, maximumCharacters);
}

}
