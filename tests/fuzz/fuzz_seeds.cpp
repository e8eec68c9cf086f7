// SPDX-License-Identifier: GPL-3.0-or-later
// Writes what the fuzzers begin with: every statement of the guard's corpus, and each as a model would answer it.
// `fuzz_seeds FOLDER` fills FOLDER/fuzz_guard and FOLDER/fuzz_answer.
#include "tests/unit/sql/Corpus.h"

#include <QDir>
#include <QSaveFile>

#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

bool write(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

QByteArray answer(qsizetype number, const QByteArray &sql)
{
    const QJsonObject json{{u"sql"_s, QString::fromUtf8(sql)}, {u"explanation"_s, u"What was asked."_s}};
    const std::array forms{
        "Here it is:\n\n```sql\n" + sql + "\n```\n\n**Note**: of all `trucks`.",
        "<think>Perhaps ```sql\nSELECT 1\n```</think>\n```\n" + sql + ";\n```",
        QJsonDocument(json).toJson(QJsonDocument::Compact),
        "```json\n" + QJsonDocument(json).toJson() + "```",
        sql + ';',
        "CANNOT ANSWER: there is no such table. " + sql,
    };
    return forms.at(static_cast<std::size_t>(number) % forms.size());
}

}

int main(int argc, char *argv[])
{
    if (argc != 2) {
        std::fputs("Usage: fuzz_seeds FOLDER\n", stderr);
        return 2;
    }
    const QDir folder(QString::fromLocal8Bit(argv[1]));
    bool isWritten = folder.mkpath(u"fuzz_guard"_s) && folder.mkpath(u"fuzz_answer"_s);
    qsizetype number = 0;
    const QDir corpus(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/tests/data/guard"_s);
    for (const QString &name : corpus.entryList({u"*.jsonl"_s})) {
        for (const CorpusRow &row : readCorpus(name)) {
            const QString file = QString::number(++number);
            isWritten = isWritten && write(folder.filePath(u"fuzz_guard/"_s + file), row.sql)
                        && write(folder.filePath(u"fuzz_answer/"_s + file), answer(number, row.sql));
        }
    }
    std::printf("%lld statements to begin with\n", static_cast<long long>(number));
    return isWritten && number > 0 ? 0 : 1;
}
