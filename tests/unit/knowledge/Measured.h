// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Example.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QTest>

/// The questions of paraphrases.jsonl: what the ranker's threshold was measured with, and what its test holds.
struct Measured {
    struct Paraphrase {
        QString question;
        QString example;
    };

    QList<sqlai::knowledge::Example> examples;
    QList<Paraphrase> paraphrases;
    /// Like an example but for one decisive word: its SQL would be a wrong answer.
    QStringList traps;
    QStringList unrelated;

    static Measured read(const QString &fileName)
    {
        QFile file(qEnvironmentVariable("SQLAI_SOURCE_DIR") + QStringLiteral("/tests/unit/knowledge/") + fileName);
        Measured measured;
        if (!file.open(QIODevice::ReadOnly))
            return measured;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            const auto text = [&row](const char *key) { return row.value(QLatin1String(key)).toString(); };
            if (row.contains(QLatin1String("example")))
                measured.examples.append({.name = text("example"),
                                          .question = text("question"),
                                          .description = text("description"),
                                          .sql = QStringLiteral("SELECT 1")});
            if (row.contains(QLatin1String("paraphrase")))
                measured.paraphrases.append({text("paraphrase"), text("is")});
            if (row.contains(QLatin1String("trap")))
                measured.traps.append(text("trap"));
            if (row.contains(QLatin1String("unrelated")))
                measured.unrelated.append(text("unrelated"));
        }
        return measured;
    }
};
