// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/EnvFile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUtf8StringView>

#include <optional>

using namespace Qt::StringLiterals;

namespace sqlai::settings {
namespace {

struct Assignment {
    QString key;
    QString value;
};

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::settings::EnvFile", text);
}

Error fileError(const QString &detail)
{
    return {.code = ErrorCode::File, .detail = detail};
}

Error lineError(const QString &detail)
{
    return {.code = ErrorCode::Usage, .detail = detail};
}

/// What stands behind a closing quote may only be a comment.
bool isRemark(QStringView text)
{
    const QStringView rest = text.trimmed();
    return rest.isEmpty() || rest.startsWith(u'#');
}

std::optional<QString> quotedValue(QStringView text)
{
    const QChar quote = text.front();
    QString value;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const bool isEscape =
            quote == u'"' && text[i] == u'\\' && i + 1 < text.size() && (text[i + 1] == u'"' || text[i + 1] == u'\\');
        if (isEscape)
            ++i;
        else if (text[i] == quote)
            return isRemark(text.mid(i + 1)) ? std::optional(value) : std::nullopt;
        value += text[i];
    }
    return std::nullopt;
}

QString bareValue(QStringView text)
{
    // Only white space before it makes a # the start of a comment: passwords may hold one.
    static const QRegularExpression comment(u"(^|\\s)#.*$"_s);
    return text.toString().remove(comment).trimmed();
}

std::optional<Assignment> assignment(const QString &line)
{
    static const QRegularExpression form(u"^(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)$"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(line);
    if (!match.hasMatch())
        return std::nullopt;
    const QString text = match.captured(2);
    const bool isQuoted = text.startsWith(u'"') || text.startsWith(u'\'');
    const std::optional<QString> value = isQuoted ? quotedValue(text) : bareValue(text);
    if (!value)
        return std::nullopt;
    return Assignment{.key = match.captured(1), .value = *value};
}

}

Result<Values> EnvFile::read(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return Values();
    if (!info.isFile()) // Opening a pipe would block.
        return fileError(tr("%1 is not a file that can be read.").arg(path));
#ifdef Q_OS_UNIX
    constexpr QFile::Permissions ofOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (info.permissions() & ofOthers) {
        return fileError(tr("Other users can reach %1, which may hold a password. Close it to them with this command: "
                            "chmod 600 '%1'")
                             .arg(path));
    }
#endif
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileError(tr("%1 cannot be read: %2").arg(path, file.errorString()));
    return parse(file.read(maximumBytes + 1), path);
}

Result<Values> EnvFile::parse(const QByteArray &bytes, const QString &path)
{
    if (bytes.size() > maximumBytes)
        return fileError(
            tr("%1 is larger than %2 KB, too large for settings.").arg(path, QString::number(maximumBytes / 1024)));
    if (bytes.contains('\0') || !QUtf8StringView(bytes).isValidUtf8())
        return fileError(tr("%1 is not text in UTF-8. Save it again as UTF-8.").arg(path));

    QString text = QString::fromUtf8(bytes);
    if (text.startsWith(QChar::ByteOrderMark))
        text.remove(0, 1);
    Values values;
    int number = 0;
    for (const QString &line : text.split(u'\n')) {
        ++number;
        const QString content = line.trimmed();
        if (content.size() > maximumLineLength)
            return fileError(tr("Line %1 of %2 is too long for a setting.").arg(number).arg(path));
        if (content.isEmpty() || content.startsWith(u'#'))
            continue;
        const std::optional<Assignment> found = assignment(content);
        if (!found)
            return lineError(tr("Line %1 of %2 is not of the form KEY=VALUE. A quote that was opened must be closed.")
                                 .arg(number)
                                 .arg(path));
        if (values.contains(found->key))
            return lineError(tr("%1 stands twice in %2, the second time in line %3. Keep one.")
                                 .arg(found->key, path, QString::number(number)));
        values.insert(found->key, found->value);
    }
    return values;
}

}
