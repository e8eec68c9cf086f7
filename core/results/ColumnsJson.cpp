// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/ColumnsJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sqlai::results {

QByteArray columnsToJson(const table::Columns &columns)
{
    QJsonArray array;
    for (const table::Column &column : columns) {
        array.append(
            QJsonObject{{u"name"_s, column.name}, {u"oid"_s, qint64{column.typeOid}}, {u"type"_s, column.typeName}});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

std::optional<table::Columns> columnsFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return std::nullopt;
    table::Columns columns;
    const QJsonArray array = document.array();
    for (const auto &value : array) {
        const QJsonValue name = value[u"name"];
        const QJsonValue oid = value[u"oid"];
        const QJsonValue type = value[u"type"];
        if (!name.isString() || !oid.isDouble() || !type.isString())
            return std::nullopt;
        columns.append(
            {.name = name.toString(), .typeOid = static_cast<quint32>(oid.toInteger()), .typeName = type.toString()});
    }
    return columns;
}

}
