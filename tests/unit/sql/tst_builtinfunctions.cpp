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

/// The reviewed list against what PostgreSQL 13 to 18 have: tests/data/guard/pg_proc_15.tsv, made on a fresh server by
/// the query in its first line, and pg_proc_versions.tsv, which says where the others differ.
class TestBuiltinFunctions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyNameExists_data();
    void everyNameExists();
    void volatileOnesAreListedHere();
    void denialsAreListedHere();
    void denialsOfOtherVersionsAreListedHere_data();
    void denialsOfOtherVersionsAreListedHere();
    void castsAndOperatorsAreReviewed();
    void countsArguments();
    void knowsVersions_data();
    void knowsVersions();
    void troubleIsNeverReviewed();
    void attributesAreReviewedOrDenied_data();
    void attributesAreReviewedOrDenied();
    void troubleOfOthersIsDeniedBehindADot();
    void attributesLeaveColumnsAlone();

private:
    struct Function {
        bool isVolatile = false;
        /// It cannot be called with values: it takes or returns cstring, internal, or a handler's or trigger's type.
        bool isSupport = false;
        /// One argument is enough to call it.
        bool takesOne = false;
    };

    using Functions = QHash<QByteArray, Function>;

    static Function readFunction(const QList<QByteArray> &fields);
    /// What is callable, not volatile, and still not reviewed for that version, sorted.
    QList<QByteArray> denied(int major) const;

    /// By version.
    QHash<int, Functions> m_functions;
};

namespace {

constexpr int oldestMajor = 13;

std::string_view view(const QByteArray &name)
{
    return {name.constData(), static_cast<std::size_t>(name.size())};
}

/// What pg_proc does not have: casts that are written as functions.
const QSet<QByteArray> castNames{
    "aclitem",      "bytea",     "cid",         "inet",          "int2vector",   "json",      "jsonb",
    "jsonpath",     "oidvector", "pg_snapshot", "refcursor",     "regcollation", "regconfig", "regdictionary",
    "regnamespace", "regoper",   "regoperator", "regproc",       "regprocedure", "regrole",   "regtype",
    "tid",          "tsquery",   "tsvector",    "txid_snapshot", "uuid",         "xid8"};

const QByteArrayList harmlessVolatiles =
    QByteArray("array_sample array_shuffle clock_timestamp current_query gen_random_uuid pg_current_wal_lsn "
               "pg_database_size pg_get_aios pg_get_backend_memory_contexts pg_get_loaded_modules "
               "pg_get_shmem_allocations pg_get_wait_events pg_get_wal_summarizer_state pg_indexes_size "
               "pg_is_in_recovery pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp "
               "pg_lock_status pg_partition_ancestors pg_partition_tree pg_prepared_xact pg_relation_size "
               "pg_sequence_last_value pg_show_replication_origin_status pg_stat_get_backend_io "
               "pg_stat_get_backend_wal pg_stat_get_io pg_stat_get_recovery_prefetch pg_stat_get_xact_blocks_fetched "
               "pg_stat_get_xact_blocks_hit pg_stat_get_xact_function_calls pg_stat_get_xact_function_self_time "
               "pg_stat_get_xact_function_total_time pg_stat_get_xact_numscans pg_stat_get_xact_tuples_deleted "
               "pg_stat_get_xact_tuples_fetched pg_stat_get_xact_tuples_hot_updated pg_stat_get_xact_tuples_inserted "
               "pg_stat_get_xact_tuples_newpage_updated pg_stat_get_xact_tuples_returned "
               "pg_stat_get_xact_tuples_updated pg_table_size pg_tablespace_size pg_total_relation_size random "
               "random_normal timeofday uuidv4 uuidv7")
        .split(' ');

void addVersions()
{
    QTest::addColumn<int>("major");
    for (int major = oldestMajor; major <= BuiltinFunctions::newestMajor; ++major)
        QTest::addRow("PostgreSQL %d", major) << major;
}

/// The lines of a data file without its first one, split at tabs.
QList<QList<QByteArray>> readData(const QString &name)
{
    QFile file(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/tests/data/guard/"_s + name);
    QList<QList<QByteArray>> lines;
    if (!file.open(QIODevice::ReadOnly))
        return lines;
    file.readLine();
    while (!file.atEnd())
        lines.append(file.readLine().trimmed().split('\t'));
    return lines;
}

}

TestBuiltinFunctions::Function TestBuiltinFunctions::readFunction(const QList<QByteArray> &fields)
{
    return {.isVolatile = fields[0] == "v", .isSupport = fields[1] == "t", .takesOne = fields[2] == "t"};
}

QList<QByteArray> TestBuiltinFunctions::denied(int major) const
{
    const Functions functions = m_functions.value(major);
    QList<QByteArray> found;
    for (auto i = functions.cbegin(); i != functions.cend(); ++i) {
        const bool isCallable = !i->isVolatile && !i->isSupport;
        if (isCallable && !BuiltinFunctions::isReviewed(view(i.key()), -1, major)
            && !BuiltinFunctions::isReviewed(view(i.key()), 3, major))
            found.append(i.key());
    }
    std::sort(found.begin(), found.end());
    return found;
}

void TestBuiltinFunctions::initTestCase()
{
    Functions common;
    for (const QList<QByteArray> &line : readData(u"pg_proc_15.tsv"_s))
        common.insert(line.first(), readFunction(line.sliced(1)));
    QCOMPARE(common.size(), 2646);
    const QList<QList<QByteArray>> differences = readData(u"pg_proc_versions.tsv"_s);
    for (const QList<QByteArray> &line : differences)
        common.remove(line.first());
    const QHash<int, int> sizes{{13, 2489}, {14, 2622}, {15, 2646}, {16, 2694}, {17, 2719}, {18, 2787}};
    for (int major = oldestMajor; major <= BuiltinFunctions::newestMajor; ++major) {
        Functions functions = common;
        for (const QList<QByteArray> &line : differences) {
            if (line[1].toInt() <= major && major <= line[2].toInt())
                functions.insert(line.first(), readFunction(line.sliced(3)));
        }
        QCOMPARE(functions.size(), sizes.value(major));
        m_functions.insert(major, functions);
    }
}

void TestBuiltinFunctions::everyNameExists_data()
{
    addVersions();
}

void TestBuiltinFunctions::everyNameExists()
{
    QFETCH(const int, major);
    const Functions functions = m_functions.value(major);
    for (const std::string_view name : BuiltinFunctions::names(major)) {
        const QByteArray known(name.data(), static_cast<qsizetype>(name.size()));
        const bool isYoung =
            major < BuiltinFunctions::ownMajor && m_functions.value(BuiltinFunctions::ownMajor).contains(known);
        QVERIFY2(functions.contains(known) || castNames.contains(known) || isYoung, known.constData());
        QVERIFY2(!functions.value(known).isSupport, known.constData());
    }
}

void TestBuiltinFunctions::volatileOnesAreListedHere()
{
    QSet<QByteArray> found;
    for (int major = oldestMajor; major <= BuiltinFunctions::newestMajor; ++major) {
        for (const std::string_view name : BuiltinFunctions::names(major)) {
            const QByteArray known(name.data(), static_cast<qsizetype>(name.size()));
            if (m_functions.value(major).value(known).isVolatile)
                found.insert(known);
        }
    }
    // Only its overload with two arguments is; and PostgreSQL 13 and 14 called one of its overloads so by mistake.
    found -= {"ts_rewrite", "timezone"};
    QCOMPARE(found, QSet<QByteArray>(harmlessVolatiles.begin(), harmlessVolatiles.end()));
}

void TestBuiltinFunctions::denialsAreListedHere()
{
    // What is immutable or stable and can be called, and still does not pass: each name is a decision.
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
                                     "pg_get_partition_constraintdef",
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
    QCOMPARE(denied(BuiltinFunctions::ownMajor), expected);
}

void TestBuiltinFunctions::denialsOfOtherVersionsAreListedHere_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<QByteArrayList>("expected");
    const QByteArrayList hiddenTypes{"pg_input_error_info", "pg_input_is_valid"};
    QTest::addRow("PostgreSQL 13") << 13 << QByteArrayList{"pg_backup_start_time"};
    QTest::addRow("PostgreSQL 14") << 14 << QByteArrayList{"pg_backup_start_time"};
    QTest::addRow("PostgreSQL 16") << 16 << hiddenTypes;
    QTest::addRow("PostgreSQL 17") << 17 << hiddenTypes;
    QTest::addRow("PostgreSQL 18") << 18 << QByteArrayList{"gist_translate_cmptype_common"} + hiddenTypes;
}

void TestBuiltinFunctions::denialsOfOtherVersionsAreListedHere()
{
    QFETCH(const int, major);
    QByteArrayList found = denied(major);
    for (const QByteArray &name : denied(BuiltinFunctions::ownMajor))
        found.removeAll(name);
    QTEST(found, "expected");
}

void TestBuiltinFunctions::castsAndOperatorsAreReviewed()
{
    // Nobody calls most of them by name, but the trees of views do.
    const QList<QList<QByteArray>> lines = readData(u"pg_cast_operator_functions.tsv"_s);
    QCOMPARE(lines.size(), 848);
    for (const QList<QByteArray> &line : lines) {
        for (int major = line[2].toInt(); major <= line[3].toInt(); ++major)
            QVERIFY2(BuiltinFunctions::isReviewed(view(line[0]), line[1].toInt(), major), line[0].constData());
    }
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

void TestBuiltinFunctions::knowsVersions_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("major");
    QTest::addColumn<bool>("isReviewed");
    QTest::addRow("before it came") << QByteArray("any_value") << 15 << false;
    QTest::addRow("as it came") << QByteArray("any_value") << 16 << true;
    QTest::addRow("after it came") << QByteArray("any_value") << 18 << true;
    QTest::addRow("newer than all") << QByteArray("uuidv7") << 99 << true;
    QTest::addRow("one version early") << QByteArray("uuidv7") << 17 << false;
    QTest::addRow("not gone yet") << QByteArray("path_center") << 14 << true;
    QTest::addRow("gone") << QByteArray("path_center") << 15 << false;
    QTest::addRow("gone after 15") << QByteArray("pg_stat_get_buf_written_backend") << 17 << false;
    QTest::addRow("in all of them") << QByteArray("lower") << 13 << true;
    QTest::addRow("its mark is no part of it") << QByteArray("any_value@16") << 16 << false;
}

void TestBuiltinFunctions::knowsVersions()
{
    QFETCH(const QByteArray, name);
    QFETCH(const int, major);
    QTEST(BuiltinFunctions::isReviewed(view(name), 1, major), "isReviewed");
    QCOMPARE(BuiltinFunctions::isReviewed(view(name), 1),
             BuiltinFunctions::isReviewed(view(name), 1, BuiltinFunctions::ownMajor));
}

void TestBuiltinFunctions::troubleIsNeverReviewed()
{
    for (int major = oldestMajor; major <= BuiltinFunctions::newestMajor; ++major) {
        for (const std::string_view name : BuiltinFunctions::names(major)) {
            if (name != "ts_rewrite")
                QVERIFY2(TroubleFunctions::reason(name).isEmpty(), std::string(name).c_str());
        }
    }
    QVERIFY(!TroubleFunctions::reason("pg_sleep_for").isEmpty());
    QVERIFY(TroubleFunctions::reason("nextvalue").isEmpty());
}

void TestBuiltinFunctions::attributesAreReviewedOrDenied_data()
{
    QTest::addColumn<int>("major");
    QTest::addColumn<int>("denials");
    QTest::addRow("PostgreSQL 13") << 13 << 174;
    QTest::addRow("PostgreSQL 14") << 14 << 180;
    QTest::addRow("PostgreSQL 15") << 15 << 187;
    QTest::addRow("PostgreSQL 16") << 16 << 187;
    QTest::addRow("PostgreSQL 17") << 17 << 188;
    QTest::addRow("PostgreSQL 18") << 18 << 193;
}

void TestBuiltinFunctions::attributesAreReviewedOrDenied()
{
    QFETCH(const int, major);
    const Functions functions = m_functions.value(major);
    int denials = 0;
    for (auto i = functions.cbegin(); i != functions.cend(); ++i) {
        const std::string_view name = view(i.key());
        if (BuiltinFunctions::isReviewed(name, 1, major)) {
            QVERIFY2(!AttributeFunctions::isDenied(name), i.key().constData());
        } else if (i->takesOne) {
            const bool passes = i->isSupport && (name.ends_with("_in") || name.ends_with("_out"));
            QVERIFY2(AttributeFunctions::isDenied(name) != passes, i.key().constData());
            denials += passes ? 0 : 1;
        }
    }
    QTEST(denials, "denials");
}

void TestBuiltinFunctions::troubleOfOthersIsDeniedBehindADot()
{
    // Of extensions, and of what PostgreSQL may have after 18.
    for (const std::string_view name :
         {"dblink", "dblink_exec", "crosstab2", "pg_file_unlink", "pg_truncate_visibility_map", "isn_weak",
          "injection_points_run", "injection_points_wakeup", "pg_restore_extended_stats", "pg_stat_reset_something"})
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
