// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PgArray.h"

namespace sqlai::pg {

QByteArray arrayOf(const QList<quint32> &numbers)
{
    QByteArrayList parts;
    for (const quint32 number : numbers)
        parts.append(QByteArray::number(number));
    return '{' + parts.join(',') + '}';
}

QByteArray arrayOf(const QByteArrayList &texts)
{
    QByteArrayList parts;
    for (QByteArray text : texts) {
        text.replace('\\', "\\\\").replace('"', "\\\"");
        parts.append('"' + text + '"');
    }
    return '{' + parts.join(',') + '}';
}

}
