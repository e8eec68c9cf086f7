// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/TableSelection.h"

#include "core/query/ModelText.h"
#include "core/schema/TableNames.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace sqlai::query {
namespace {

constexpr qsizetype namesTold = 10;
constexpr qsizetype nameLength = 130;
constexpr qsizetype sampleLength = 200;

/// What stands from the first `open` to the last `close`.
QByteArray between(const QString &text, QChar open, QChar close)
{
    const qsizetype begin = text.indexOf(open);
    const qsizetype end = text.lastIndexOf(close);
    return begin < 0 || end < begin ? QByteArray() : text.sliced(begin, end - begin + 1).toUtf8();
}

struct Selection {
    QJsonArray tables = {};
    QString reason = {};
};

/// The object that was asked for, or a list alone.
std::optional<Selection> selectionIn(const QString &text)
{
    const QJsonObject object = QJsonDocument::fromJson(between(text, u'{', u'}')).object();
    if (object.value(u"tables"_s).isArray())
        return Selection{.tables = object.value(u"tables"_s).toArray(), .reason = object.value(u"reason"_s).toString()};
    if (!object.isEmpty() || cannotAnswerReason(text)) // A reason may have brackets in it.
        return std::nullopt;
    const QJsonDocument list = QJsonDocument::fromJson(between(text, u'[', u']'));
    return list.isArray() ? std::optional(Selection{.tables = list.array()}) : std::nullopt;
}

ChosenTables found(const QJsonArray &list, const schema::TableNames &names)
{
    ChosenTables chosen;
    QSet<QString> read;
    QSet<const schema::Table *> taken;
    for (const QJsonValue value : list) {
        const QString name = value.toString().trimmed();
        if (name.isEmpty() || read.contains(name))
            continue;
        read.insert(name);
        const schema::Table *table = names.find(name);
        if (!table) {
            chosen.unknown += name;
        } else if (!taken.contains(table)) {
            taken.insert(table);
            chosen.tables += *table;
        }
    }
    return chosen;
}

}

QString TableSelection::told(const QStringList &names)
{
    QStringList shown;
    for (const QString &name : names.first(std::min(names.size(), namesTold)))
        shown += plainParagraph(name, nameLength);
    if (names.size() > namesTold)
        shown += tr("%n more", nullptr, static_cast<int>(names.size() - namesTold));
    return shown.join(u", "_s);
}

static Error noTables(const QString &reason)
{
    return {.code = ErrorCode::Unanswerable,
            .detail = reason.isEmpty()
                          ? TableSelection::tr("The model found no table that answers this question. Name the tables "
                                               "you mean, or ask for something that this database holds.")
                          : reason};
}

llm::ResponseSchema TableSelection::responseSchema()
{
    // OpenAI's strict form: every property is required and no other is allowed.
    return {.name = u"table_selection"_s,
            .schema = R"({"type":"object","properties":{"tables":{"type":"array","items":{"type":"string"}},)"
                      R"("reason":{"type":"string"}},"required":["tables","reason"],"additionalProperties":false})"};
}

Result<ChosenTables> TableSelection::read(const QString &text, const schema::TableNames &names)
{
    const QString visible = withoutThinking(text);
    const auto selection = selectionIn(visible);
    if (!selection) {
        if (const auto reason = cannotAnswerReason(visible))
            return noTables(*reason);
        return Error{.code = ErrorCode::BadReply,
                     .detail = tr("it does not name the tables in the form that was asked for. It says: %1")
                                   .arg(plainParagraph(visible, sampleLength))};
    }
    const ChosenTables chosen = found(selection->tables, names);
    if (chosen.tables.isEmpty() && !chosen.unknown.isEmpty())
        return Error{.code = ErrorCode::Unanswerable,
                     .detail = tr("The model chose only tables that this database does not have: %1. Name the tables "
                                  "you mean in the question.")
                                   .arg(told(chosen.unknown))};
    if (chosen.tables.isEmpty())
        return noTables(plainParagraph(selection->reason));
    return chosen;
}

}
