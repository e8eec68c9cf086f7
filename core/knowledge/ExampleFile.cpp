// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/ExampleFile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUtf8StringView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::knowledge::ExampleFile", text);
}

Error problem(const QString &sentence)
{
    return {.code = ErrorCode::File, .detail = sentence};
}

bool isCommentOrBlank(const QString &line)
{
    const QString content = line.trimmed();
    return content.isEmpty() || content.startsWith("--"_L1);
}

struct Header {
    QString question;
    QString description;
    /// The first line that belongs to the SQL.
    qsizetype end = 0;
    bool isRepeated = false;
};

Header readHeader(const QStringList &lines)
{
    static const QRegularExpression field(u"^\\s*--\\s*(question|description)\\s*:(.*)$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression continuation(u"^\\s*--(?:\\s{2,}|\\t)(\\S.*)$"_s);
    Header header;
    bool hasQuestion = false;
    bool hasDescription = false;
    QString *current = nullptr;
    for (qsizetype i = 0; i < lines.size() && isCommentOrBlank(lines[i]); ++i) {
        if (const auto match = field.match(lines[i]); match.hasMatch()) {
            const bool isQuestion = match.captured(1).compare("question"_L1, Qt::CaseInsensitive) == 0;
            current = isQuestion ? &header.question : &header.description;
            header.isRepeated |= std::exchange(isQuestion ? hasQuestion : hasDescription, true);
            *current = match.captured(2).simplified();
            header.end = i + 1;
        } else if (const auto more = continuation.match(lines[i]); current && more.hasMatch()) {
            *current = (*current + u' ' + more.captured(1)).simplified();
            header.end = i + 1;
        } else {
            current = nullptr;
        }
    }
    return header;
}

/// "top-10_customers" asks "Top 10 customers"; a number with leading zeros in front only sorts the files.
QString questionFromName(const QString &name)
{
    static const QRegularExpression separators(u"[-_.\\s]+"_s);
    static const QRegularExpression sortingNumber(u"^0\\d*[-_.\\s]+"_s);
    QString question = QString(name).remove(sortingNumber).replace(separators, u" "_s).trimmed();
    if (!question.isEmpty())
        question[0] = question[0].toUpper();
    return question;
}

/// Whether anything but comments and semicolons is there.
bool hasStatement(const QString &sql)
{
    const QStringList lines = sql.split(u'\n');
    return std::ranges::any_of(lines,
                               [](const QString &line) { return !isCommentOrBlank(line) && line.trimmed() != ";"_L1; });
}

}

Result<Example> ExampleFile::read(const QString &path)
{
    const QString fileName = QFileInfo(path).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return problem(tr("%1 cannot be read: %2").arg(fileName, file.errorString()));
    const QByteArray bytes = file.read(maximumBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return problem(tr("%1 cannot be read: %2").arg(fileName, file.errorString()));
    return parse(bytes, fileName);
}

Result<Example> ExampleFile::parse(const QByteArray &bytes, const QString &fileName)
{
    if (bytes.size() > maximumBytes)
        return problem(tr("%1 is larger than %2 KB, too large for an example.").arg(fileName).arg(maximumBytes / 1024));
    if (bytes.contains('\0') || !QUtf8StringView(bytes).isValidUtf8())
        return problem(tr("%1 is not text in UTF-8. Save it again as UTF-8.").arg(fileName));

    QString text = QString::fromUtf8(bytes);
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    const QStringList lines = text.split(u'\n');
    const Header header = readHeader(lines);
    if (header.isRepeated)
        return problem(tr("%1 has a Question or Description line twice. Keep one of each.").arg(fileName));

    Example example{.name = QFileInfo(fileName).completeBaseName(),
                    .question = header.question,
                    .description = header.description,
                    .sql = lines.sliced(header.end).join(u'\n').trimmed()};
    if (example.question.isEmpty())
        example.question = questionFromName(example.name);
    if (example.question.isEmpty())
        return problem(tr("%1 asks nothing. Add a line \"-- Question: ...\".").arg(fileName));
    if (!hasStatement(example.sql))
        return problem(tr("%1 holds no SQL below its comments. Add the SELECT that answers it.").arg(fileName));
    return example;
}

QByteArray ExampleFile::toText(const Example &example)
{
    QString text = u"-- Question: "_s + example.question.simplified() + u'\n';
    if (!example.description.isEmpty())
        text += u"-- Description: "_s + example.description.simplified() + u'\n';
    // An indented comment at the SQL's start would else be read as a continuation.
    const QString sql = example.sql.trimmed();
    if (sql.startsWith("--"_L1))
        text += u'\n';
    return (text + sql + u'\n').toUtf8();
}

}
