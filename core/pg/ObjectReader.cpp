// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ObjectReader.h"

#include "core/pg/Cells.h"
#include "core/pg/PgArray.h"
#include "core/pg/PgTransaction.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

using report::DatabaseObject;
using report::ObjectKind;

constexpr StaticSql functionOidSql("SELECT pg_catalog.to_regprocedure($1)::pg_catalog.oid");
constexpr StaticSql foreignTableOidSql(
    "SELECT c.oid FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind = 'f'");

/// An aggregate has no definition to show but its parts, whose own definitions are judged by themselves.
constexpr StaticSql functionsSql(
    "SELECT p.oid, pg_catalog.format('%I.%I(%s)', n.nspname, p.proname, (SELECT pg_catalog.string_agg(CASE WHEN "
    "tn.nspname = 'pg_catalog' THEN pg_catalog.format_type(t.oid, NULL) ELSE pg_catalog.format('%I.%I', tn.nspname, "
    "t.typname) END, ', ' ORDER BY a.place) FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY AS a(type, place) "
    "JOIN pg_catalog.pg_type t ON t.oid = a.type JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace)), "
    "CASE WHEN p.prokind = 'a' THEN (SELECT pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (%s)', n.nspname, p.proname, "
    "pg_catalog.pg_get_function_arguments(p.oid), pg_catalog.concat_ws(', ', 'SFUNC = ' || g.aggtransfn, 'STYPE = ' || "
    "pg_catalog.format_type(g.aggtranstype, NULL), 'FINALFUNC = ' || NULLIF(g.aggfinalfn::pg_catalog.oid, "
    "0::pg_catalog.oid)::pg_catalog.regproc, 'INITCOND = ' || pg_catalog.quote_literal(g.agginitval))) FROM "
    "pg_catalog.pg_aggregate g WHERE g.aggfnoid = p.oid) ELSE pg_catalog.pg_get_functiondef(p.oid) END, "
    "pg_catalog.pg_get_userbyid(p.proowner), l.lanname, p.prosecdef "
    "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace "
    "JOIN pg_catalog.pg_language l ON l.oid = p.prolang WHERE p.oid = ANY ($1::pg_catalog.oid[])");

constexpr StaticSql foreignTablesSql(
    "SELECT c.oid, pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.format("
    "'CREATE FOREIGN TABLE %I.%I (%s) SERVER %I OPTIONS (%s); -- SERVER %I FOREIGN DATA WRAPPER %I OPTIONS (%s)', "
    "n.nspname, c.relname, (SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname, "
    "pg_catalog.format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a "
    "WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), s.srvname, "
    "pg_catalog.array_to_string(f.ftoptions, ', '), s.srvname, w.fdwname, "
    "pg_catalog.array_to_string(s.srvoptions, ', ')), pg_catalog.pg_get_userbyid(c.relowner), '', false "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver "
    "JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw WHERE c.oid = ANY ($1::pg_catalog.oid[])");

constexpr StaticSql setPathSql("SELECT pg_catalog.set_config('search_path', $1, true)");

/// The owner is part of it: whose rights a SECURITY DEFINER function has, its definition does not tell.
QString fingerprintOf(const QByteArray &definition, const QByteArray &owner)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(definition);
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(owner);
    return QString::fromLatin1(hash.result().toHex());
}

Result<ObjectReader::Objects> objectsOf(const Result<table::RowSet> &set, ObjectKind kind)
{
    if (!set)
        return set.error();
    ObjectReader::Objects objects;
    const table::RowBatch &rows = set->rows;
    for (int row = 0; row < rows.rowCount(); ++row) {
        const QByteArray definition = cellOf(rows, row, 2);
        const QByteArray owner = cellOf(rows, row, 3);
        objects.insert(oidOf(rows, row, 0), DatabaseObject{.kind = kind,
                                                           .name = QString::fromUtf8(cellOf(rows, row, 1)),
                                                           .definition = QString::fromUtf8(definition),
                                                           .fingerprint = fingerprintOf(definition, owner),
                                                           .owner = QString::fromUtf8(owner),
                                                           .language = QString::fromUtf8(cellOf(rows, row, 4)),
                                                           .isSecurityDefiner = cellOf(rows, row, 5) == "t"});
    }
    return objects;
}

}

Result<DatabaseObject> ObjectReader::read(ObjectKind kind, const QString &name)
{
    const bool isFunction = kind == ObjectKind::Function;
    const auto found = m_transaction.query(isFunction ? functionOidSql : foreignTableOidSql, {name.toUtf8()});
    const Error missing{
        .code = ErrorCode::NotFound,
        .detail = isFunction ? tr("There is no function %1. Write its name with its schema and the types of its "
                                  "arguments, as in public.net_price(numeric).")
                                   .arg(name)
                             : tr("There is no foreign table %1. Write its name with its schema.").arg(name)};
    if (!found) {
        // What PostgreSQL cannot even read as a name, such as a function without brackets, names nothing.
        const ErrorCode code = found.error().code;
        return code == ErrorCode::SqlFailed || code == ErrorCode::SqlSyntax ? missing : found.error();
    }
    if (found->rows.isEmpty() || !found->rows.cell(0, 0))
        return missing;
    const quint32 oid = oidOf(found->rows, 0, 0);
    const auto objects = isFunction ? functions({oid}) : foreignTables({oid});
    if (!objects)
        return objects.error();
    const auto object = objects->constFind(oid);
    return object == objects->cend() ? Result<DatabaseObject>(missing) : *object;
}

Result<ObjectReader::Objects> ObjectReader::functions(const QList<quint32> &oids)
{
    return readQualified(functionsSql, ObjectKind::Function, oids);
}

Result<ObjectReader::Objects> ObjectReader::foreignTables(const QList<quint32> &oids)
{
    return readQualified(foreignTablesSql, ObjectKind::ForeignTable, oids);
}

Result<ObjectReader::Objects> ObjectReader::readQualified(StaticSql sql, ObjectKind kind, const QList<quint32> &oids)
{
    const QByteArray path = m_transaction.searchPath();
    if (const auto set = m_transaction.query(setPathSql, {"pg_catalog, pg_temp"}); !set)
        return set.error();
    auto objects = objectsOf(m_transaction.query(sql, {arrayOf(oids)}), kind);
    if (const auto restored = m_transaction.query(setPathSql, {path}); objects && !restored)
        return restored.error();
    return objects;
}

}
