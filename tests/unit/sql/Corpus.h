// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>

/// One line of tests/data/guard/*.jsonl: a statement and the layer of the guard that must speak.
struct CorpusRow {
    QByteArray sql = {};
    QString layer = {};
    QString why = {};
    /// Where it is tried; empty for the corpus's usual database, search_path and for every role.
    QString database = {};
    QString path = {};
    QString role = {};
    /// Of honest rows: whether it speaks of what no database of the tests has.
    bool isNobodys = false;
};

inline QList<CorpusRow> readCorpus(const QString &name)
{
    QFile file(qEnvironmentVariable("SQLAI_SOURCE_DIR") + QStringLiteral("/tests/data/guard/") + name);
    QList<CorpusRow> rows;
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    while (!file.atEnd()) {
        const QJsonObject row = QJsonDocument::fromJson(file.readLine()).object();
        rows.append({.sql = row.value(QLatin1String("sql")).toString().toUtf8(),
                     .layer = row.value(QLatin1String("layer")).toString(),
                     .why = row.value(QLatin1String("why")).toString(),
                     .database = row.value(QLatin1String("database")).toString(),
                     .path = row.value(QLatin1String("path")).toString(),
                     .role = row.value(QLatin1String("role")).toString(),
                     .isNobodys = row.value(QLatin1String("nobodys")).toBool()});
    }
    return rows;
}
