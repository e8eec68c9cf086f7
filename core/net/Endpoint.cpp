// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/Endpoint.h"

#include <QCoreApplication>
#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace sqlai::net {

bool isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

bool mayCarrySecret(const QUrl &url)
{
    return url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback(url.host()));
}

QString placeOf(const QUrl &url)
{
    const QString host = foreignLine(url.host(), 100);
    if (url.port() < 0)
        return host;
    return QCoreApplication::translate("sqlai::net::Endpoint", "%1, port %2").arg(host).arg(url.port());
}

QString foreignLine(const QString &text, qsizetype maximum)
{
    QString line;
    line.reserve(qMin(text.size(), maximum));
    for (const uint character : text.toUcs4()) {
        const auto category = QChar::category(character);
        if (category == QChar::Other_Control || QChar::isSpace(character))
            line += u' ';
        else if (category != QChar::Other_Format && category != QChar::Other_Surrogate
                 && category != QChar::Other_NotAssigned && category != QChar::Other_PrivateUse)
            line += QString::fromUcs4(reinterpret_cast<const char32_t *>(&character), 1);
    }
    line = line.simplified();
    if (line.size() <= maximum)
        return line;
    line.truncate(maximum - 1);
    if (line.back().isHighSurrogate())
        line.chop(1);
    return line + u'…';
}

}
