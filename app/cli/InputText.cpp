// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InputText.h"

#include "core/sql/SqlGuard.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sqlai::cli {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::cli", text);
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

Result<QString> readText(const QString &path)
{
    QFile file(path);
    if (const auto opened = openInput(file); !opened)
        return opened.error();
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(readAtMost(file, sql::SqlGuard::maximumBytes + 1));
    if (decoder.hasError())
        return Error{.code = ErrorCode::Usage, .detail = tr("%1 is not UTF-8 text. Save it as UTF-8.").arg(path)};
    return text;
}

}
