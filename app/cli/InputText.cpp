// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InputText.h"

#include "core/sql/SqlGuard.h"

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QStringDecoder>
#include <QUtf8StringView>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::cli", text);
}

constexpr QByteArrayView byteOrderMark("\xef\xbb\xbf");

QByteArray readAtMost(QFile &file, qint64 maximumBytes)
{
    QByteArray bytes;
    while (bytes.size() < maximumBytes) {
        const QByteArray piece = file.read(maximumBytes - bytes.size());
        if (piece.isEmpty())
            break;
        bytes += piece;
    }
    return bytes;
}

}

Result<void> openInput(QFile &file)
{
    const QString path = file.fileName();
    if (path == u"-"_s ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly))
        return {};
    if (!QFile::exists(path))
        return Error{.code = ErrorCode::NotFound, .detail = tr("There is no file %1.").arg(path)};
    return Error{.code = ErrorCode::File, .detail = tr("%1 cannot be read: %2.").arg(path, file.errorString())};
}

QByteArray readStatement(QFile &file)
{
    const QByteArray bytes = readAtMost(file, sql::SqlGuard::maximumBytes + byteOrderMark.size() + 1);
    return bytes.startsWith(byteOrderMark) ? bytes.mid(byteOrderMark.size()) : bytes;
}

Result<QString> readText(const QString &path)
{
    QFile file(path);
    if (const auto opened = openInput(file); !opened)
        return opened.error();
    const QByteArray bytes = readStatement(file);
    // First: what was cut off must not be missed, nor may the cut look like a wrong character.
    if (bytes.size() > sql::SqlGuard::maximumBytes)
        return Error{.code = ErrorCode::SqlDenied,
                     .detail = tr("%1 holds more than %2 bytes, the most that a statement may have.")
                                   .arg(path, QLocale::c().toString(sql::SqlGuard::maximumBytes))};
    if (!QUtf8StringView(bytes).isValidUtf8())
        return Error{.code = ErrorCode::Usage, .detail = tr("%1 is not UTF-8 text. Save it as UTF-8.").arg(path)};
    // QString::fromUtf8() would take away a second mark, which check denies.
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return QString(decoder(bytes));
}

}
