// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InputText.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringDecoder>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace sqlai::cli {

Result<QByteArray> readBytes(const QString &path)
{
    QFile file(path);
    const bool isInput = path == u"-"_s;
    if (!isInput && !file.exists())
        return Error{.code = ErrorCode::NotFound,
                     .detail = QCoreApplication::translate("sqlai::cli", "There is no file %1.").arg(path)};
    if (isInput ? !file.open(stdin, QIODevice::ReadOnly) : !file.open(QIODevice::ReadOnly))
        return Error{
            .code = ErrorCode::File,
            .detail =
                QCoreApplication::translate("sqlai::cli", "%1 cannot be read: %2.").arg(path, file.errorString())};
    return file.readAll();
}

Result<QString> readText(const QString &path)
{
    const auto bytes = readBytes(path);
    if (!bytes)
        return bytes.error();
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(*bytes);
    if (decoder.hasError())
        return Error{
            .code = ErrorCode::Usage,
            .detail = QCoreApplication::translate("sqlai::cli", "%1 is not UTF-8 text. Save it as UTF-8.").arg(path)};
    return text;
}

}
