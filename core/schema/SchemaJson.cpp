// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::schema {
namespace {

// Written with nlohmann, which keeps the order of keys; read with Qt's parser, which tells where a text is broken.
using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<RelationKind, const char *>, 5> kindNames = {{
    {RelationKind::Table, "table"},
    {RelationKind::PartitionedTable, "partitioned_table"},
    {RelationKind::View, "view"},
    {RelationKind::MaterializedView, "materialized_view"},
    {RelationKind::ForeignTable, "foreign_table"},
}};

Json listOf(const QStringList &texts)
{
    Json list = Json::array();
    for (const QString &text : texts)
        list.push_back(text.toStdString());
    return list;
}

Json jsonOf(const Column &column)
{
    Json json = {
        {"name", column.name.toStdString()}, {"type", column.type.toStdString()}, {"nullable", column.isNullable}};
    if (!column.comment.isEmpty())
        json["comment"] = column.comment.toStdString();
    if (!column.enumValues.isEmpty())
        json["enum_values"] = listOf(column.enumValues);
    return json;
}

Json jsonOf(const ForeignKey &key)
{
    return {{"columns", listOf(key.columns)},
            {"references",
             {{"schema", key.targetSchema.toStdString()},
              {"table", key.targetTable.toStdString()},
              {"columns", listOf(key.targetColumns)}}}};
}

Json jsonOf(const Table &table)
{
    const auto *const kind = std::ranges::find(kindNames, table.kind, &std::pair<RelationKind, const char *>::first);
    Json json = {{"table_name", table.name.toStdString()}, {"schema", table.schema.toStdString()}};
    json["kind"] = kind->second;
    json["columns"] = Json::array();
    for (const Column &column : table.columns)
        json["columns"].push_back(jsonOf(column));
    json["primary_key"] = listOf(table.primaryKey);
    json["foreign_keys"] = Json::array();
    for (const ForeignKey &key : table.foreignKeys)
        json["foreign_keys"].push_back(jsonOf(key));
    json["description"] = table.comment.toStdString();
    if (table.estimatedRows >= 0)
        json["estimated_rows"] = table.estimatedRows;
    return json;
}

/// Takes values out of JSON and remembers the first one that is not what it should be.
class Taker final
{
public:
    explicit Taker(const QJsonObject &object, QString where, QString &problem)
        : m_object(object)
        , m_where(std::move(where))
        , m_problem(problem)
    {
    }

    QString required(const QString &key)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isString() || value.toString().isEmpty())
            complain(key, SchemaJson::tr("a text"));
        return value.toString();
    }
    QString text(const QString &key) { return take(key, &QJsonValue::isString, SchemaJson::tr("a text")).toString(); }
    bool flag(const QString &key, bool preset)
    {
        return take(key, &QJsonValue::isBool, SchemaJson::tr("true or false")).toBool(preset);
    }
    qint64 number(const QString &key, qint64 preset)
    {
        return take(key, &QJsonValue::isDouble, SchemaJson::tr("a number")).toInteger(preset);
    }
    QStringList texts(const QString &key)
    {
        QStringList list;
        const auto elements = take(key, &QJsonValue::isArray, SchemaJson::tr("a list of texts")).toArray();
        for (const auto &element : elements) {
            if (!element.isString())
                complain(key, SchemaJson::tr("a list of texts"));
            list.append(element.toString());
        }
        return list;
    }
    /// Each element of a list of objects, with where it stands.
    template <typename Use>
    void forEach(const QString &key, Use use)
    {
        const auto elements = take(key, &QJsonValue::isArray, SchemaJson::tr("a list of objects")).toArray();
        for (qsizetype i = 0; i < elements.size(); ++i) {
            if (!elements.at(i).isObject())
                complain(key, SchemaJson::tr("a list of objects"));
            use(Taker(elements.at(i).toObject(), place(key) + u"[%1]"_s.arg(i), m_problem));
        }
    }
    std::optional<Taker> object(const QString &key)
    {
        const QJsonValue value = take(key, &QJsonValue::isObject, SchemaJson::tr("an object"));
        return value.isObject() ? std::optional(Taker(value.toObject(), place(key), m_problem)) : std::nullopt;
    }
    bool has(const QString &key) const { return m_object.contains(key); }
    void complain(const QString &key, const QString &wanted)
    {
        if (m_problem.isEmpty())
            m_problem = SchemaJson::tr("\"%1\" must be %2").arg(place(key), wanted);
    }

private:
    QJsonValue take(const QString &key, bool (QJsonValue::*isRight)() const, const QString &wanted)
    {
        const QJsonValue value = m_object.value(key);
        if (value.isUndefined() || (value.*isRight)())
            return value;
        complain(key, wanted);
        return QJsonValue::Undefined;
    }
    QString place(const QString &key) const { return m_where.isEmpty() ? key : m_where + u'.' + key; }

    QJsonObject m_object;
    QString m_where;
    QString &m_problem;
};

Column takeColumn(Taker taker)
{
    return {.name = taker.required(u"name"_s),
            .type = taker.required(u"type"_s),
            .isNullable = taker.flag(u"nullable"_s, true),
            .comment = taker.text(u"comment"_s),
            .enumValues = taker.texts(u"enum_values"_s)};
}

ForeignKey takeForeignKey(Taker taker)
{
    ForeignKey key{.columns = taker.texts(u"columns"_s)};
    if (auto target = taker.object(u"references"_s)) {
        key.targetSchema = target->text(u"schema"_s);
        key.targetTable = target->required(u"table"_s);
        key.targetColumns = target->texts(u"columns"_s);
    } else {
        taker.complain(u"references"_s, SchemaJson::tr("an object"));
    }
    return key;
}

RelationKind takeKind(Taker &taker)
{
    if (!taker.has(u"kind"_s))
        return RelationKind::Table;
    const QString name = taker.text(u"kind"_s);
    for (const auto &[kind, kindName] : kindNames) {
        if (name == QLatin1StringView(kindName))
            return kind;
    }
    taker.complain(u"kind"_s, SchemaJson::tr("table, partitioned_table, view, materialized_view or foreign_table"));
    return RelationKind::Table;
}

Table takeTable(Taker taker)
{
    Table table{.schema = taker.has(u"schema"_s) ? taker.required(u"schema"_s) : u"public"_s,
                .name = taker.required(u"table_name"_s),
                .kind = takeKind(taker)};
    taker.forEach(u"columns"_s, [&](const Taker &column) { table.columns.append(takeColumn(column)); });
    table.primaryKey = taker.texts(u"primary_key"_s);
    taker.forEach(u"foreign_keys"_s, [&](const Taker &key) { table.foreignKeys.append(takeForeignKey(key)); });
    table.comment = taker.text(u"description"_s);
    table.estimatedRows = taker.number(u"estimated_rows"_s, -1);
    return table;
}

}

QByteArray SchemaJson::write(const Schema &schema)
{
    Json json = Json::object();
    if (!schema.searchPath.isEmpty())
        json["search_path"] = listOf(schema.searchPath);
    json["tables"] = Json::array();
    for (const Table &table : schema.tables)
        json["tables"].push_back(jsonOf(table));
    return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

Result<Schema> SchemaJson::read(const QByteArray &json, const QString &name)
{
    const auto broken = [&](const QString &reason) {
        return Error{
            .code = ErrorCode::File,
            .detail = tr("The schema file %1 cannot be read: %2. Mend it or read the schema anew.").arg(name, reason)};
    };
    QJsonParseError parsed;
    const auto document = QJsonDocument::fromJson(json, &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        const auto line = json.left(parsed.offset).count('\n') + 1;
        return broken(tr("line %1: %2").arg(line).arg(parsed.errorString()));
    }
    if (!document.isObject() || !document.object().value(u"tables"_s).isArray())
        return broken(tr("\"%1\" must be %2").arg(u"tables"_s, tr("a list of objects")));
    QString problem;
    Taker taker(document.object(), {}, problem);
    Schema schema{.searchPath = taker.texts(u"search_path"_s)};
    taker.forEach(u"tables"_s, [&](const Taker &table) { schema.tables.append(takeTable(table)); });
    if (!problem.isEmpty())
        return broken(problem);
    std::ranges::sort(schema.tables, [](const Table &left, const Table &right) {
        return std::tie(left.schema, left.name) < std::tie(right.schema, right.name);
    });
    return schema;
}

}
