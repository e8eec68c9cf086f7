// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Identifier.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace sqlai::sql {

const char *reservedWords()
{
    return "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate "
           "collation column concurrently constraint create cross current_catalog current_date current_role "
           "current_schema current_time current_timestamp current_user default deferrable desc distinct do else end "
           "except false fetch for foreign freeze from full grant group having ilike in initially inner intersect into "
           "is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on "
           "only or order outer overlaps placing primary references returning right select session_user similar some "
           "symmetric table tablesample then to trailing true union unique user using variadic verbose when where "
           "window with";
}

QString quotedIdentifier(const QString &name)
{
    static const QRegularExpression plain(QRegularExpression::anchoredPattern(u"[a-z_][a-z0-9_]*"_s));
    static const QStringList reserved = QString::fromLatin1(reservedWords()).split(u' ');
    if (plain.match(name).hasMatch() && !reserved.contains(name))
        return name;
    return u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"';
}

}
