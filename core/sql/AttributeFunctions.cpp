// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/AttributeFunctions.h"

#include "core/sql/TroubleFunctions.h"

#include <unordered_set>

namespace sqlai::sql {
namespace {

// Whatever pg_catalog of PostgreSQL 13 to 18 can call with one argument (the others having defaults, or variadic),
// without what BuiltinFunctions reviewed. Left out, so that columns such as cash_in, date_out and numeric_sum pass: the
// functions on "_in" and "_out", which turn one value into text or back as any cast does, and those that take the type
// internal, of which no statement can hand over a value.
constexpr std::string_view builtins = R"(
    aclitemin aclitemout amvalidate anyarray_send anycompatiblearray_send binary_upgrade_logical_slot_has_caught_up
    binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_heap_pg_class_oid
    binary_upgrade_set_next_heap_relfilenode binary_upgrade_set_next_index_pg_class_oid
    binary_upgrade_set_next_index_relfilenode binary_upgrade_set_next_multirange_array_pg_type_oid
    binary_upgrade_set_next_multirange_pg_type_oid binary_upgrade_set_next_pg_authid_oid
    binary_upgrade_set_next_pg_enum_oid binary_upgrade_set_next_pg_tablespace_oid binary_upgrade_set_next_pg_type_oid
    binary_upgrade_set_next_toast_pg_class_oid binary_upgrade_set_next_toast_pg_type_oid
    binary_upgrade_set_next_toast_relfilenode binary_upgrade_set_record_init_privs bittypmodin bittypmodout boolin
    boolout bpcharout bpchartypmodin bpchartypmodout brin_bloom_summary_send brin_minmax_multi_summary_send
    brin_summarize_new_values btequalimage btvarstrequalimage byteain byteaout charin charout cidin cidout cstring_send
    currval float4in float4out float8in float8out fmgr_c_validator fmgr_internal_validator fmgr_sql_validator
    gin_clean_pending_list gist_translate_cmptype_common gtsvectorin gtsvectorout int2in int2out int2vectorin
    int2vectorout int4in int4out int8in int8out intervaltypmodin intervaltypmodout lo_close lo_creat lo_create lo_get
    lo_import lo_tell lo_tell64 lo_unlink namein nameout nextval numerictypmodin numerictypmodout oidin oidout
    oidvectorin oidvectorout pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock pg_advisory_unlock_shared
    pg_advisory_xact_lock pg_advisory_xact_lock_shared pg_backup_start pg_backup_stop pg_blocking_pids pg_cancel_backend
    pg_collation_actual_version pg_create_physical_replication_slot pg_create_restore_point pg_current_logfile
    pg_database_collation_actual_version pg_ddl_command_send pg_dependencies_send pg_drop_replication_slot
    pg_get_multixact_members pg_get_partition_constraintdef pg_get_sequence_data pg_import_system_collations pg_log_backend_memory_contexts pg_ls_dir
    pg_ls_replslotdir pg_ls_tmpdir pg_mcv_list_send pg_ndistinct_send pg_node_tree_send pg_promote pg_read_binary_file
    pg_read_file pg_replication_origin_create pg_replication_origin_drop pg_replication_origin_oid
    pg_replication_origin_session_progress pg_replication_origin_session_setup pg_restore_attribute_stats
    pg_restore_relation_stats pg_safe_snapshot_blocking_pids pg_sleep pg_sleep_for pg_sleep_until pg_start_backup
    pg_stat_file pg_stat_reset_backend_stats pg_stat_reset_replication_slot pg_stat_reset_shared
    pg_stat_reset_single_function_counters pg_stat_reset_single_table_counters pg_stat_reset_slru
    pg_stat_reset_subscription_stats pg_stop_backup pg_terminate_backend pg_try_advisory_lock
    pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared pg_xact_commit_timestamp
    pg_xact_commit_timestamp_origin pg_xact_status plpgsql_validator regclassin regclassout regcollationin
    regcollationout regconfigin regconfigout regdictionaryin regdictionaryout regnamespacein regnamespaceout
    regoperatorin regoperatorout regoperin regoperout regprocedurein regprocedureout regprocin regprocout regrolein
    regroleout regtypein regtypeout setseed spg_poly_quad_compress textin textout tidin tidout timestamptypmodin
    timestamptypmodout timestamptztypmodin timestamptztypmodout timetypmodin timetypmodout timetztypmodin
    timetztypmodout ts_stat tsqueryin tsqueryout tsvectorin tsvectorout txid_status unknownin unknownout unknownsend
    varbittypmodin varbittypmodout varcharout varchartypmodin varchartypmodout void_send xid8in xid8out xidin xidout
)";

// Of extensions that run SQL or connect elsewhere, by whole names: a column may well be called crosstab_id.
constexpr std::string_view extensions = R"(
    crosstab crosstab2 crosstab3 crosstab4 dblink dblink_cancel_query dblink_close dblink_connect dblink_connect_u
    dblink_disconnect dblink_error_message dblink_exec dblink_get_notify dblink_get_pkey dblink_get_result
    dblink_is_busy dblink_open dblink_send_query postgres_fdw_disconnect
)";

void readNames(std::string_view rest, std::unordered_set<std::string_view> &all)
{
    constexpr std::string_view blanks = " \n";
    for (auto begin = rest.find_first_not_of(blanks); begin != std::string_view::npos;
         begin = rest.find_first_not_of(blanks)) {
        rest.remove_prefix(begin);
        const std::string_view word = rest.substr(0, rest.find_first_of(blanks));
        rest.remove_prefix(word.size());
        all.insert(word);
    }
}

std::unordered_set<std::string_view> allNames()
{
    std::unordered_set<std::string_view> all;
    readNames(builtins, all);
    readNames(extensions, all);
    return all;
}

}

bool AttributeFunctions::isDenied(std::string_view name)
{
    static const std::unordered_set<std::string_view> denied = allNames();
    // Of what is trouble by its beginning only pg_... counts: honest columns are called lo_orderdate.
    return denied.contains(name) || TroubleFunctions::isListed(name)
           || (name.starts_with("pg_") && !TroubleFunctions::reason(name).isEmpty());
}

}
