// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/TroubleFunctions.h"

#include <algorithm>
#include <array>
#include <unordered_set>

namespace sqlai::sql {
namespace {

struct Row {
    /// A whole name, or the beginning of one with "*" behind it.
    std::string_view pattern;
    const char *reason;
};

constexpr const char *runsSql =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions",
                      "it runs SQL that is hidden in a text, which the checker cannot see; write that SQL itself");
constexpr const char *computes = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions", "it computes the expressions that a table is partitioned by; leave it out");
constexpr const char *waits =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions", "it only keeps the server waiting; leave it out");
constexpr const char *locks =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions", "it takes or frees a lock that others wait for; leave it out");
constexpr const char *sequences = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions",
    "it moves a sequence, or tells how this session moved one; read last_value from the sequence itself");
constexpr const char *settings =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions", "it changes a setting of the session; leave it out");
constexpr const char *largeObjects = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions", "it works on large objects, which it can also write; leave it out");
constexpr const char *files =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions", "it reaches the files of the database server; leave it out");
constexpr const char *otherSessions =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions", "it acts on other people's sessions; leave it out");
constexpr const char *operation = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions", "it is for running the server, and changes its state; leave it out");
constexpr const char *replication = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions", "it changes or consumes the replication of the server; leave it out");
constexpr const char *statistics = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions", "it changes the statistics that the server collects; leave it out");
constexpr const char *transactions = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions", "it uses up a transaction number; pg_current_xact_id_if_assigned() does not");
constexpr const char *notifies =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions", "it sends a message to other sessions; leave it out");
constexpr const char *hiddenProgram =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions",
                      "it runs a program that is hidden in a text, which the checker cannot see; leave it out");
constexpr const char *hiddenType = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions",
    "it reads a value by a type that is hidden in a text, which the checker cannot see; cast instead");
constexpr const char *connects =
    QT_TRANSLATE_NOOP("sqlai::sql::TroubleFunctions",
                      "it opens connections or runs SQL elsewhere, unseen; connect to that database itself");
constexpr const char *inner = QT_TRANSLATE_NOOP(
    "sqlai::sql::TroubleFunctions", "it belongs to PostgreSQL's inside and serves no question; leave it out");

constexpr std::array rows{
    Row{"query_to_xml*", runsSql},
    Row{"cursor_to_xml*", runsSql},
    Row{"table_to_xml*", runsSql},
    Row{"schema_to_xml*", runsSql},
    Row{"database_to_xml*", runsSql},
    Row{"ts_stat", runsSql},
    Row{"pg_get_partition_constraintdef", computes},
    Row{"ts_rewrite", runsSql},
    Row{"crosstab*", runsSql},
    Row{"connectby*", runsSql},
    Row{"xpath_table", runsSql},
    Row{"xslt_process", hiddenProgram},
    Row{"pg_input_is_valid", hiddenType},
    Row{"pg_input_error_info", hiddenType},
    Row{"dblink*", connects},
    Row{"postgres_fdw_*", connects},
    Row{"pg_sleep*", waits},
    Row{"pg_advisory_*", locks},
    Row{"pg_try_advisory_*", locks},
    Row{"nextval", sequences},
    Row{"setval", sequences},
    Row{"currval", sequences},
    Row{"lastval", sequences},
    Row{"set_config", settings},
    Row{"setseed", settings},
    Row{"isn_weak", settings},
    Row{"lo_*", largeObjects},
    Row{"loread", largeObjects},
    Row{"lowrite", largeObjects},
    Row{"pg_read_*", files},
    Row{"pg_ls_*", files},
    Row{"pg_stat_file", files},
    Row{"pg_file_*", files},
    Row{"pg_logdir_ls", files},
    Row{"pg_current_logfile", files},
    Row{"pg_hba_file_rules", files},
    Row{"pg_ident_file_mappings", files},
    Row{"pg_show_all_file_settings", files},
    Row{"pg_available_wal_summaries", files},
    Row{"pg_wal_summary_contents", files},
    Row{"pg_terminate_backend", otherSessions},
    Row{"pg_cancel_backend", otherSessions},
    Row{"pg_log_backend_memory_contexts", otherSessions},
    Row{"pg_reload_conf", operation},
    Row{"pg_rotate_logfile*", operation},
    Row{"pg_switch_wal", operation},
    Row{"pg_log_standby_snapshot", operation},
    Row{"pg_promote", operation},
    Row{"pg_backup_*", operation},
    Row{"pg_start_backup", operation},
    Row{"pg_stop_backup", operation},
    Row{"pg_create_restore_point", operation},
    Row{"pg_wal_replay_*", operation},
    Row{"pg_export_snapshot", operation},
    Row{"pg_import_system_collations", operation},
    Row{"pg_extension_config_dump", operation},
    Row{"pg_nextoid", operation},
    Row{"pg_stop_making_pinned_objects", operation},
    Row{"binary_upgrade_*", operation},
    Row{"brin_summarize_*", operation},
    Row{"brin_desummarize_range", operation},
    Row{"gin_clean_pending_list", operation},
    Row{"pg_truncate_visibility_map", operation},
    Row{"pg_buffercache_evict*", operation},
    Row{"pg_prewarm", operation},
    Row{"autoprewarm_*", operation},
    Row{"heap_force_*", operation},
    Row{"injection_points_attach", operation},
    Row{"injection_points_cached", operation},
    Row{"injection_points_detach", operation},
    Row{"injection_points_load", operation},
    Row{"injection_points_run", operation},
    Row{"injection_points_set_local", operation},
    Row{"injection_points_wakeup", operation},
    Row{"pg_create_logical_replication_slot", replication},
    Row{"pg_create_physical_replication_slot", replication},
    Row{"pg_copy_*", replication},
    Row{"pg_drop_replication_slot", replication},
    Row{"pg_sync_replication_slots", replication},
    Row{"pg_replication_*", replication},
    Row{"pg_logical_*", replication},
    Row{"pg_stat_reset*", statistics},
    Row{"pg_stat_clear_snapshot", statistics},
    Row{"pg_stat_statements_reset", statistics},
    Row{"pg_restore_relation_stats", statistics},
    Row{"pg_restore_attribute_stats", statistics},
    Row{"pg_restore_extended_stats", statistics},
    Row{"pg_clear_relation_stats", statistics},
    Row{"pg_clear_attribute_stats", statistics},
    Row{"pg_clear_extended_stats", statistics},
    Row{"pg_stat_force_next_flush", statistics},
    Row{"txid_current", transactions},
    Row{"pg_current_xact_id", transactions},
    Row{"pg_notify", notifies},
    Row{"pg_event_trigger_*", inner},
    Row{"fmgr_*", inner},
    Row{"currtid*", inner},
    Row{"xmlvalidate", inner},
};

bool matches(std::string_view pattern, std::string_view name)
{
    if (!pattern.ends_with('*'))
        return name == pattern;
    pattern.remove_suffix(1);
    return name.starts_with(pattern);
}

/// Asked for every name behind a dot.
std::unordered_set<std::string_view> wholeNames()
{
    std::unordered_set<std::string_view> names;
    for (const Row &row : rows) {
        if (!row.pattern.ends_with('*'))
            names.insert(row.pattern);
    }
    return names;
}

}

bool TroubleFunctions::isListed(std::string_view name)
{
    static const std::unordered_set<std::string_view> listed = wholeNames();
    return listed.contains(name);
}

QString TroubleFunctions::reason(std::string_view name)
{
    const auto *const found =
        std::find_if(rows.begin(), rows.end(), [name](const Row &row) { return matches(row.pattern, name); });
    return found == rows.end() ? QString() : tr(found->reason);
}

}
