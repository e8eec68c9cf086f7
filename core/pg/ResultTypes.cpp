// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ResultTypes.h"

#include <QSet>

#include <libpq-fe.h>

namespace sqlai::pg {
namespace {

/// FirstNormalObjectId of access/transam.h: smaller OIDs are the server's own and never change their meaning.
constexpr quint32 firstUserOid = 16384;

using Key = TypeNames::key_type;

Key typeOf(const pg_result *result, int column)
{
    return {PQftype(result, column), PQfmod(result, column)};
}

QByteArray arrayLiteral(const QByteArrayList &elements)
{
    return '{' + elements.join(',') + '}';
}

}

Result<table::Columns> resultColumns(const pg_result *result, TypeNames &names,
                                     const std::function<Result<PgResult>(const QByteArrayList &arguments)> &ask)
{
    const int count = PQnfields(result);
    QSet<Key> seen;
    QList<Key> unknown;
    for (int column = 0; column < count; ++column) {
        const Key key = typeOf(result, column);
        if (!names.contains(key) && !seen.contains(key)) {
            seen.insert(key);
            unknown.append(key);
        }
    }
    TypeNames asked;
    if (!unknown.isEmpty()) {
        QByteArrayList oids;
        QByteArrayList modifiers;
        for (const auto &[oid, modifier] : unknown) {
            oids.append(QByteArray::number(oid));
            modifiers.append(QByteArray::number(modifier));
        }
        const auto answer = ask({arrayLiteral(oids), arrayLiteral(modifiers)});
        if (!answer)
            return answer.error();
        for (int row = 0; row < PQntuples(answer->get()) && row < unknown.size(); ++row) {
            const QString name = QString::fromUtf8(PQgetvalue(answer->get(), row, 0));
            auto &kept = unknown.at(row).first < firstUserOid ? names : asked;
            kept.insert(unknown.at(row), name);
        }
    }
    table::Columns columns;
    columns.reserve(count);
    for (int column = 0; column < count; ++column) {
        const Key key = typeOf(result, column);
        columns.append({.name = QString::fromUtf8(PQfname(result, column)),
                        .typeOid = key.first,
                        .typeName = names.value(key, asked.value(key))});
    }
    return columns;
}

}
