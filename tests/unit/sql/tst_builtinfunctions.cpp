// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/AttributeFunctions.h"
#include "core/sql/BuiltinFunctions.h"
#include "core/sql/TroubleFunctions.h"

#include <QFile>
#include <QHash>
#include <QSet>
#include <QTest>

#include <algorithm>
#include <string>

using namespace sqlai::sql;
using namespace Qt::StringLiterals;

/// The reviewed list against what PostgreSQL 15 has: tests/data/guard/pg_proc_15.tsv, made on a fresh server by the
/// query in its first line.
class TestBuiltinFunctions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyNameExists();
    void volatileOnesAreListedHere();
    void denialsAreListedHere();
    void countsArguments();
    void troubleIsNeverReviewed();
    void attributesAreReviewedDeniedOrListedHere();
    void attributesLeaveColumnsAlone();

private:
    struct Function {
        bool isVolatile = false;
        /// It cannot be called with values: it takes or returns cstring, internal, or a handler's or trigger's type.
        bool isSupport = false;
        /// One argument is enough to call it.
        bool takesOne = false;
    };

    QHash<QByteArray, Function> m_functions;
};

namespace {

/// What pg_proc does not have: casts that are written as functions.
const QSet<QByteArray> castNames{
    "aclitem",      "bytea",     "cid",         "inet",          "int2vector",   "json",      "jsonb",
    "jsonpath",     "oidvector", "pg_snapshot", "refcursor",     "regcollation", "regconfig", "regdictionary",
    "regnamespace", "regoper",   "regoperator", "regproc",       "regprocedure", "regrole",   "regtype",
    "tid",          "tsquery",   "tsvector",    "txid_snapshot", "uuid",         "xid8"};

const QSet<QByteArray> harmlessVolatiles{"clock_timestamp",
                                         "current_query",
                                         "gen_random_uuid",
                                         "pg_current_wal_lsn",
                                         "pg_database_size",
                                         "pg_indexes_size",
                                         "pg_is_in_recovery",
                                         "pg_last_wal_receive_lsn",
                                         "pg_last_wal_replay_lsn",
                                         "pg_last_xact_replay_timestamp",
                                         "pg_partition_ancestors",
                                         "pg_partition_tree",
                                         "pg_relation_size",
                                         "pg_table_size",
                                         "pg_tablespace_size",
                                         "pg_total_relation_size",
                                         "random",
                                         "timeofday"};

}

void TestBuiltinFunctions::initTestCase()
{
    QFile file(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/tests/data/guard/pg_proc_15.tsv"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    while (!file.atEnd()) {
        const QList<QByteArray> fields = file.readLine().trimmed().split('\t');
        if (fields.size() == 4)
            m_functions.insert(
                fields[0],
                {.isVolatile = fields[1] == "v", .isSupport = fields[2] == "t", .takesOne = fields[3] == "t"});
    }
    QCOMPARE(m_functions.size(), 2646);
}

void TestBuiltinFunctions::everyNameExists()
{
    for (const std::string_view name : BuiltinFunctions::names()) {
        const QByteArray known(name.data(), static_cast<qsizetype>(name.size()));
        const bool isThere = m_functions.contains(known) || castNames.contains(known);
        QVERIFY2(isThere, known.constData());
        QVERIFY2(!m_functions.value(known).isSupport, known.constData());
    }
}

void TestBuiltinFunctions::volatileOnesAreListedHere()
{
    QSet<QByteArray> found;
    for (const std::string_view name : BuiltinFunctions::names()) {
        const QByteArray known(name.data(), static_cast<qsizetype>(name.size()));
        if (m_functions.value(known).isVolatile && known != "ts_rewrite") // Only its overload with two arguments is.
            found.insert(known);
    }
    QCOMPARE(found, harmlessVolatiles);
}

void TestBuiltinFunctions::denialsAreListedHere()
{
    // What is immutable or stable and can be called, and still does not pass: each name is a decision.
    QList<QByteArray> denied;
    for (auto i = m_functions.cbegin(); i != m_functions.cend(); ++i) {
        const std::string_view name(i.key().constData(), static_cast<std::size_t>(i.key().size()));
        const bool isCallable = !i->isVolatile && !i->isSupport;
        if (isCallable && !BuiltinFunctions::isReviewed(name, -1) && !BuiltinFunctions::isReviewed(name, 3))
            denied.append(i.key());
    }
    std::sort(denied.begin(), denied.end());
    const QList<QByteArray> expected{"anyarray_send",
                                     "anycompatiblearray_send",
                                     "bittypmodin",
                                     "bpchartypmodin",
                                     "brin_bloom_summary_send",
                                     "brin_minmax_multi_summary_send",
                                     "btequalimage",
                                     "btvarstrequalimage",
                                     "database_to_xml",
                                     "database_to_xml_and_xmlschema",
                                     "database_to_xmlschema",
                                     "fmgr_c_validator",
                                     "fmgr_internal_validator",
                                     "fmgr_sql_validator",
                                     "gin_cmp_tslexeme",
                                     "gin_compare_jsonb",
                                     "intervaltypmodin",
                                     "makeaclitem",
                                     "numerictypmodin",
                                     "pg_config",
                                     "pg_current_xact_id",
                                     "pg_ddl_command_send",
                                     "pg_dependencies_send",
                                     "pg_event_trigger_ddl_commands",
                                     "pg_event_trigger_dropped_objects",
                                     "pg_event_trigger_table_rewrite_oid",
                                     "pg_event_trigger_table_rewrite_reason",
                                     "pg_mcv_list_send",
                                     "pg_ndistinct_send",
                                     "pg_node_tree_send",
                                     "pg_replication_origin_oid",
                                     "postgresql_fdw_validator",
                                     "satisfies_hash_partition",
                                     "schema_to_xml",
                                     "schema_to_xml_and_xmlschema",
                                     "schema_to_xmlschema",
                                     "spg_poly_quad_compress",
                                     "table_to_xml",
                                     "table_to_xml_and_xmlschema",
                                     "table_to_xmlschema",
                                     "timestamptypmodin",
                                     "timestamptztypmodin",
                                     "timetypmodin",
                                     "timetztypmodin",
                                     "txid_current",
                                     "unknownsend",
                                     "varbittypmodin",
                                     "varchartypmodin",
                                     "void_send",
                                     "xmlvalidate"};
    QCOMPARE(denied, expected);
}

void TestBuiltinFunctions::countsArguments()
{
    QVERIFY(BuiltinFunctions::isReviewed("ts_rewrite", 3));
    QVERIFY(!BuiltinFunctions::isReviewed("ts_rewrite", 2));
    QVERIFY(!BuiltinFunctions::isReviewed("ts_rewrite", 0));
    QVERIFY(BuiltinFunctions::isReviewed("concat", 0));
    QVERIFY(BuiltinFunctions::isReviewed("concat", 50));
    QVERIFY(!BuiltinFunctions::isReviewed("", 0));
    QVERIFY(!BuiltinFunctions::isReviewed("LOWER", 1));
    QVERIFY(!BuiltinFunctions::isReviewed("ts_rewrite/3", 3));
}

void TestBuiltinFunctions::troubleIsNeverReviewed()
{
    for (const std::string_view name : BuiltinFunctions::names()) {
        if (name != "ts_rewrite")
            QVERIFY2(TroubleFunctions::reason(name).isEmpty(), std::string(name).c_str());
    }
    QVERIFY(!TroubleFunctions::reason("pg_sleep_for").isEmpty());
    QVERIFY(TroubleFunctions::reason("nextvalue").isEmpty());
}

void TestBuiltinFunctions::attributesAreReviewedDeniedOrListedHere()
{
    int denied = 0;
    for (auto i = m_functions.cbegin(); i != m_functions.cend(); ++i) {
        const std::string_view name(i.key().constData(), static_cast<std::size_t>(i.key().size()));
        if (BuiltinFunctions::isReviewed(name, 1)) {
            QVERIFY2(!AttributeFunctions::isDenied(name), i.key().constData());
        } else if (i->takesOne) {
            const bool passes = i->isSupport && (name.ends_with("_in") || name.ends_with("_out"));
            QVERIFY2(AttributeFunctions::isDenied(name) != passes, i.key().constData());
            denied += passes ? 0 : 1;
        }
    }
    QCOMPARE(denied, 199);
    // Of PostgreSQL 16 to 18, and of extensions.
    for (const std::string_view name : {"dblink", "dblink_exec", "crosstab2", "pg_stat_reset_backend_stats",
                                        "pg_file_unlink", "pg_truncate_visibility_map", "pg_restore_relation_stats"})
        QVERIFY2(AttributeFunctions::isDenied(name), std::string(name).c_str());
}

void TestBuiltinFunctions::attributesLeaveColumnsAlone()
{
    for (const std::string_view name :
         {"",         "name",      "text",      "date",    "left",    "right",  "position", "value",    "key",
          "length",   "size",      "version",   "start",   "end",     "close",  "open",     "random",   "count",
          "time",     "interval",  "timestamp", "box",     "path",    "point",  "circle",   "char",     "bool",
          "numeric",  "status",    "type",      "state",   "notify",  "system", "cash_in",  "date_out", "lo_revenue",
          "PG_SLEEP", "pg_rating", "id",        "comment", "abstime", "year",   "log",      "rank",     "scale"})
        QVERIFY2(!AttributeFunctions::isDenied(name), std::string(name).c_str());
}

QTEST_GUILESS_MAIN(TestBuiltinFunctions)
#include "tst_builtinfunctions.moc"
