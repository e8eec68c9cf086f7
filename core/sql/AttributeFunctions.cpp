// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/AttributeFunctions.h"

#include "core/sql/TroubleFunctions.h"

#include <unordered_set>

namespace sqlai::sql {
namespace {

// Whatever pg_catalog of PostgreSQL 15 can call with one argument (the others having defaults, or variadic), without
// what BuiltinFunctions reviewed. Left out, so that columns such as cash_in, date_out and rank_final pass: the
// functions on "_in", "_out" and "_recv", which turn one value into text or back as any cast does, and five that need
// a state which no statement can hand over: bernoulli, system, rank_final, dense_rank_final, percent_rank_final.
constexpr std::string_view names = R"(
    aclitemin aclitemout amvalidate anyarray_send anycompatiblearray_send array_subscript_handler array_typanalyze
    array_unnest_support binary_upgrade_set_next_array_pg_type_oid binary_upgrade_set_next_attribute_versions
    binary_upgrade_set_next_heap_pg_class_oid binary_upgrade_set_next_heap_relfilenode
    binary_upgrade_set_next_index_pg_class_oid binary_upgrade_set_next_index_relfilenode
    binary_upgrade_set_next_multirange_array_pg_type_oid binary_upgrade_set_next_multirange_pg_type_oid
    binary_upgrade_set_next_pg_authid_oid binary_upgrade_set_next_pg_enum_oid
    binary_upgrade_set_next_pg_tablespace_oid binary_upgrade_set_next_pg_type_oid
    binary_upgrade_set_next_toast_pg_class_oid binary_upgrade_set_next_toast_relfilenode
    binary_upgrade_set_record_init_privs bittypmodin bittypmodout bool_alltrue bool_anytrue boolin boolout
    boolrecv bpchar_sortsupport bpcharout bpchartypmodin bpchartypmodout brin_bloom_opcinfo brin_bloom_options
    brin_bloom_summary_send brin_inclusion_opcinfo brin_minmax_multi_opcinfo brin_minmax_multi_options
    brin_minmax_multi_summary_send brin_minmax_opcinfo brin_summarize_new_values brinhandler
    btbpchar_pattern_sortsupport btequalimage btfloat4sortsupport btfloat8sortsupport bthandler btint2sortsupport
    btint4sortsupport btint8sortsupport btnamesortsupport btoidsortsupport bttext_pattern_sortsupport
    bttextsortsupport btvarstrequalimage bytea_sortsupport bytea_string_agg_finalfn byteain byteaout bytearecv
    charin charout charrecv cidin cidout cidrecv cstring_send cume_dist_final currval date_sortsupport
    dispell_init dsimple_init dsnowball_init dsynonym_init float4in float4out float4recv float8in float8out
    float8recv fmgr_c_validator fmgr_internal_validator fmgr_sql_validator generate_series_int4_support
    generate_series_int8_support gin_clean_pending_list ginhandler gist_circle_compress gist_point_compress
    gist_point_fetch gist_point_sortsupport gist_poly_compress gisthandler gtsquery_compress gtsvector_compress
    gtsvector_decompress gtsvector_options gtsvectorin gtsvectorout hashhandler hashvarlena heap_tableam_handler
    inet_gist_compress inet_gist_fetch int2in int2out int2recv int2vectorin int2vectorout int2vectorrecv int4in
    int4out int4recv int8_avg_serialize int8in int8inc_support int8out int8recv interval_support intervaltypmodin
    intervaltypmodout json_agg_finalfn json_object_agg_finalfn jsonb_agg_finalfn jsonb_object_agg_finalfn
    jsonb_subscript_handler lo_close lo_creat lo_create lo_get lo_import lo_tell lo_tell64 lo_unlink
    macaddr_sortsupport multirange_gist_compress multirange_typanalyze namein nameout namerecv network_sortsupport
    network_subset_support nextval numeric_avg numeric_avg_serialize numeric_poly_avg numeric_poly_serialize
    numeric_poly_stddev_pop numeric_poly_stddev_samp numeric_poly_sum numeric_poly_var_pop numeric_poly_var_samp
    numeric_serialize numeric_sortsupport numeric_stddev_pop numeric_stddev_samp numeric_sum numeric_support
    numeric_var_pop numeric_var_samp numerictypmodin numerictypmodout oidin oidout oidrecv oidvectorin
    oidvectorout oidvectorrecv ordered_set_transition_multi pg_advisory_lock pg_advisory_lock_shared
    pg_advisory_unlock pg_advisory_unlock_shared pg_advisory_xact_lock pg_advisory_xact_lock_shared
    pg_backup_start pg_backup_stop pg_blocking_pids pg_cancel_backend pg_collation_actual_version
    pg_create_physical_replication_slot pg_create_restore_point pg_current_logfile
    pg_database_collation_actual_version pg_ddl_command_send pg_dependencies_send pg_drop_replication_slot
    pg_get_multixact_members pg_import_system_collations pg_log_backend_memory_contexts pg_ls_dir
    pg_ls_replslotdir pg_ls_tmpdir pg_mcv_list_send pg_ndistinct_send pg_node_tree_send pg_promote
    pg_read_binary_file pg_read_file pg_replication_origin_create pg_replication_origin_drop
    pg_replication_origin_oid pg_replication_origin_session_progress pg_replication_origin_session_setup
    pg_safe_snapshot_blocking_pids pg_sequence_last_value pg_sleep pg_sleep_for pg_sleep_until pg_stat_file
    pg_stat_get_xact_blocks_fetched pg_stat_get_xact_blocks_hit pg_stat_get_xact_function_calls
    pg_stat_get_xact_function_self_time pg_stat_get_xact_function_total_time pg_stat_get_xact_numscans
    pg_stat_get_xact_tuples_deleted pg_stat_get_xact_tuples_fetched pg_stat_get_xact_tuples_hot_updated
    pg_stat_get_xact_tuples_inserted pg_stat_get_xact_tuples_returned pg_stat_get_xact_tuples_updated
    pg_stat_reset_replication_slot pg_stat_reset_shared pg_stat_reset_single_function_counters
    pg_stat_reset_single_table_counters pg_stat_reset_slru pg_stat_reset_subscription_stats pg_terminate_backend
    pg_try_advisory_lock pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared
    pg_xact_commit_timestamp pg_xact_commit_timestamp_origin pg_xact_status plpgsql_inline_handler
    plpgsql_validator prsd_end prsd_lextype range_typanalyze raw_array_subscript_handler regclassin regclassout
    regclassrecv regcollationin regcollationout regcollationrecv regconfigin regconfigout regconfigrecv
    regdictionaryin regdictionaryout regdictionaryrecv regnamespacein regnamespaceout regnamespacerecv
    regoperatorin regoperatorout regoperatorrecv regoperin regoperout regoperrecv regprocedurein regprocedureout
    regprocedurerecv regprocin regprocout regprocrecv regrolein regroleout regrolerecv regtypein regtypeout
    regtyperecv setseed spg_poly_quad_compress spghandler string_agg_finalfn text_starts_with_support
    texticlike_support texticregexeq_support textin textlike_support textout textrecv textregexeq_support
    thesaurus_init tidin tidout tidrecv time_support timestamp_sortsupport timestamp_support timestamptypmodin
    timestamptypmodout timestamptztypmodin timestamptztypmodout timetypmodin timetypmodout timetztypmodin
    timetztypmodout ts_stat ts_typanalyze tsqueryin tsqueryout tsqueryrecv tsvectorin tsvectorout tsvectorrecv
    txid_status unknownin unknownout unknownrecv unknownsend uuid_sortsupport varbit_support varbittypmodin
    varbittypmodout varchar_support varcharout varchartypmodin varchartypmodout void_send
    window_dense_rank_support window_rank_support window_row_number_support xid8in xid8out xid8recv xidin xidout
    xidrecv
)";

std::unordered_set<std::string_view> readNames()
{
    constexpr std::string_view blanks = " \n";
    std::unordered_set<std::string_view> all;
    std::string_view rest = names;
    for (auto begin = rest.find_first_not_of(blanks); begin != std::string_view::npos;
         begin = rest.find_first_not_of(blanks)) {
        rest.remove_prefix(begin);
        const std::string_view word = rest.substr(0, rest.find_first_of(blanks));
        rest.remove_prefix(word.size());
        all.insert(word);
    }
    return all;
}

}

bool AttributeFunctions::isDenied(std::string_view name)
{
    static const std::unordered_set<std::string_view> denied = readNames();
    if (denied.contains(name))
        return true;
    // Columns are honestly called lo_orderdate; the functions that begin so are in the list, each by its name.
    return !name.starts_with("lo_") && !TroubleFunctions::reason(name).isEmpty();
}

}
