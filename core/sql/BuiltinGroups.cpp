// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/BuiltinGroups.h"

#include <array>

namespace sqlai::sql {
namespace {

// The functions of pg_catalog in PostgreSQL 15 (pg_proc of a fresh server, all 2,646 names), and what 13, 14, 16, 17
// and 18 have instead or besides, were sorted into these groups and looked at. Left out: everything volatile but two
// groups; type input, output and modifier functions and whatever takes or returns cstring or internal, since nobody
// calls them honestly; trigger, handler and validator functions; the functions of event triggers; and what
// TroubleFunctions gives a reason for.
constexpr std::array groups{
    // Aggregates, ordered-set and hypothetical-set aggregates: they compute from rows and keep nothing.
    std::string_view(R"(
        any_value@16 array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp cume_dist
        dense_rank every json_agg json_agg_strict@16 json_object_agg json_object_agg_strict@16 json_object_agg_unique@16
        json_object_agg_unique_strict@16 jsonb_agg jsonb_agg_strict@16 jsonb_object_agg jsonb_object_agg_strict@16
        jsonb_object_agg_unique@16 jsonb_object_agg_unique_strict@16 max min mode percent_rank percentile_cont
        percentile_disc range_agg range_intersect_agg rank regr_avgx regr_avgy regr_count regr_intercept regr_r2
        regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance
        xmlagg
    )"),

    // Window functions: the same. (rank, dense_rank, percent_rank and cume_dist stand above.)
    std::string_view(R"(
        first_value lag last_value lead nth_value ntile row_number
    )"),

    // Text: computed from the arguments; the stable ones also read encodings and locale.
    std::string_view(R"(
        ascii bit_length btrim casefold@18 char_length character_length chr concat concat_ws convert convert_from
        convert_to decode encode format getdatabaseencoding icu_unicode_version@17 initcap is_normalized left length
        like like_escape lower lpad ltrim md5 nameconcatoid normalize notlike octet_length overlay parse_ident position
        quote_ident quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match regexp_matches
        regexp_replace regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim
        similar_escape similar_to_escape split_part starts_with string_to_array string_to_table strpos substr substring
        textlen to_ascii to_bin@17 to_hex to_oct@17 translate unicode_assigned@17 unicode_version@17 unistr upper
    )"),

    // Numbers: computed from the arguments.
    std::string_view(R"(
        abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cash_words cbrt ceil ceiling cos cosd cosh
        cot cotd degrees dexp div dlog1 dlog10 dround dtrunc erf@16 erfc@16 exp factorial floor gamma@18 gcd int4inc lcm
        lgamma@18 ln log log10 min_scale mod num_nonnulls num_nulls numeric_div_trunc numeric_exp numeric_inc numeric_ln
        numeric_log numeric_sqrt pi pow power radians round scale sign sin sind sinh sqrt tan tand tanh to_number
        trim_scale trunc width_bucket
    )"),

    // Date and time: computed from the arguments, the time zone setting and the start of the transaction.
    std::string_view(R"(
        age date_add@16 date_bin date_part date_subtract@16 date_trunc extract isfinite justify_days justify_hours
        justify_interval make_date make_interval make_time make_timestamp make_timestamptz now overlaps
        pg_timezone_abbrevs@-17 pg_timezone_abbrevs_abbrevs@18 pg_timezone_abbrevs_zone@18 pg_timezone_names
        statement_timestamp timezone to_char to_date to_timestamp transaction_timestamp
    )"),

    // Arrays, enums and rows made from values: they compute from the arguments.
    std::string_view(R"(
        array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions
        array_prepend array_remove array_replace array_reverse@18 array_sort@18 array_to_json array_to_string
        array_to_tsvector array_upper cardinality enum_first enum_last enum_range generate_series generate_subscripts
        trim_array tsvector_to_array unnest
    )"),

    // JSON: computed from the arguments; *_populate_record* also fill a row type, which ServerGuard resolves.
    std::string_view(R"(
        json_array_elements json_array_elements_text json_array_length json_build_array json_build_object json_each
        json_each_text json_object json_object_keys json_populate_record json_populate_recordset json_strip_nulls
        json_to_record json_to_recordset json_typeof jsonb_array_elements jsonb_array_elements_text jsonb_array_length
        jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_insert jsonb_object jsonb_object_keys
        jsonb_path_exists jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query
        jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first jsonb_path_query_first_tz
        jsonb_path_query_tz jsonb_populate_record jsonb_populate_record_valid@17 jsonb_populate_recordset jsonb_pretty
        jsonb_set jsonb_set_lax jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof row_to_json to_json
        to_jsonb
    )"),

    // Ranges and multiranges: computed from the arguments.
    std::string_view(R"(
        datemultirange daterange daterange_canonical daterange_subdiff int4multirange int4range int4range_canonical
        int4range_subdiff int8multirange int8range int8range_canonical int8range_subdiff lower_inc lower_inf multirange
        nummultirange numrange numrange_subdiff tsmultirange tsrange tsrange_subdiff tstzmultirange tstzrange
        tstzrange_subdiff upper_inc upper_inf
    )"),

    // Text search: they read dictionaries. Not ts_stat, which runs SQL text; ts_rewrite/3 rewrites by its arguments
    // and does not, ts_rewrite/2 does.
    std::string_view(R"(
        get_current_ts_config json_to_tsvector jsonb_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree
        setweight strip to_tsquery to_tsvector ts_debug ts_delete ts_filter ts_headline ts_lexize ts_match_tq
        ts_match_tt ts_parse ts_rank ts_rank_cd ts_rewrite/3 ts_token_type tsquery_phrase websearch_to_tsquery
    )"),

    // XML: computed from the arguments; PostgreSQL loads no external entity. Not *_to_xml*, which run SQL text or dump
    // tables; xmlvalidate does nothing on purpose.
    std::string_view(R"(
        xml xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlcomment xmlexists xmltext@17
        xpath xpath_exists
    )"),

    // Geometry: computed from the arguments.
    std::string_view(R"(
        area bound_box box center circle diagonal diameter height isclosed ishorizontal isopen isparallel isperp
        isvertical line lseg npoints path pclose point polygon popen radius slope width
    )"),

    // Network addresses: computed from the arguments.
    std::string_view(R"(
        abbrev broadcast family host hostmask inet_merge inet_same_family macaddr8_set7bit masklen netmask network
        set_masklen
    )"),

    // Bits, bytes and checksums: computed from the arguments.
    std::string_view(R"(
        bit_count crc32@18 crc32c@18 get_bit get_byte set_bit set_byte sha224 sha256 sha384 sha512
        uuid_extract_timestamp@17 uuid_extract_version@17
    )"),

    // The session: who, where, which version, and its settings. Settings that only a superuser may see stay hidden;
    // set_config, which changes them, is not here.
    std::string_view(R"(
        current_database current_schema current_schemas current_setting current_user getpgusername inet_client_addr
        inet_client_port inet_server_addr inet_server_port mxid_age row_security_active session_user system_user@16
        version
    )"),

    // Snapshots and transaction numbers, those that assign none. (txid_current and pg_current_xact_id do assign one.)
    std::string_view(R"(
        pg_current_snapshot pg_current_xact_id_if_assigned pg_snapshot_xip pg_snapshot_xmax pg_snapshot_xmin
        pg_visible_in_snapshot txid_current_if_assigned txid_current_snapshot txid_snapshot_send txid_snapshot_xip
        txid_snapshot_xmax txid_snapshot_xmin txid_visible_in_snapshot
    )"),

    // Privileges: they read the catalogue.
    std::string_view(R"(
        has_any_column_privilege has_column_privilege has_database_privilege has_foreign_data_wrapper_privilege
        has_function_privilege has_language_privilege has_largeobject_privilege@18 has_parameter_privilege
        has_schema_privilege has_sequence_privilege has_server_privilege has_table_privilege has_tablespace_privilege
        has_type_privilege pg_has_role
    )"),

    // The catalogue: definitions, comments, names, visibility, sizes of values. The server checks what the role may
    // see.
    std::string_view(R"(
        acldefault aclexplode col_description format_type obj_description oidvectortypes pg_available_extension_versions
        pg_available_extensions pg_backend_pid pg_basetype@17 pg_char_to_encoding pg_client_encoding pg_collation_for
        pg_collation_is_visible pg_column_compression pg_column_is_updatable pg_column_size pg_column_toast_chunk_id@17
        pg_conf_load_time pg_conversion_is_visible pg_cursor pg_describe_object pg_encoding_max_length
        pg_encoding_to_char pg_extension_update_paths pg_filenode_relation pg_function_is_visible pg_get_acl@18
        pg_get_catalog_foreign_keys pg_get_constraintdef pg_get_expr pg_get_function_arg_default
        pg_get_function_arguments pg_get_function_identity_arguments pg_get_function_result pg_get_function_sqlbody
        pg_get_functiondef pg_get_indexdef pg_get_keywords pg_get_object_address
        pg_get_partkeydef pg_get_publication_tables pg_get_replica_identity_index pg_get_replication_slots
        pg_get_ruledef pg_get_serial_sequence pg_get_statisticsobjdef pg_get_statisticsobjdef_columns
        pg_get_statisticsobjdef_expressions pg_get_triggerdef pg_get_userbyid pg_get_viewdef pg_identify_object
        pg_identify_object_as_address pg_index_column_has_property pg_index_has_property pg_indexam_has_property
        pg_indexam_progress_phasename pg_is_other_temp_schema pg_listening_channels pg_mcv_list_items pg_my_temp_schema
        pg_numa_available@18 pg_opclass_is_visible pg_operator_is_visible pg_opfamily_is_visible pg_options_to_table
        pg_partition_root pg_postmaster_start_time pg_prepared_statement pg_relation_filenode pg_relation_filepath
        pg_relation_is_publishable pg_relation_is_updatable pg_sequence_parameters pg_settings_get_flags
        pg_show_all_settings pg_size_bytes pg_size_pretty pg_split_walfile_name@16 pg_statistics_obj_is_visible
        pg_table_is_visible pg_tablespace_databases pg_tablespace_location pg_trigger_depth pg_ts_config_is_visible
        pg_ts_dict_is_visible pg_ts_parser_is_visible pg_ts_template_is_visible pg_type_is_visible pg_typeof
        pg_wal_lsn_diff pg_walfile_name pg_walfile_name_offset shobj_description to_regclass to_regcollation
        to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure to_regrole to_regtype to_regtypemod@17
    )"),

    // Statistics collected by the server: read only. Not pg_stat_reset* and pg_stat_clear_snapshot.
    std::string_view(R"(
        pg_stat_get_activity pg_stat_get_analyze_count pg_stat_get_archiver pg_stat_get_autoanalyze_count
        pg_stat_get_autovacuum_count pg_stat_get_backend_activity pg_stat_get_backend_activity_start
        pg_stat_get_backend_client_addr pg_stat_get_backend_client_port pg_stat_get_backend_dbid
        pg_stat_get_backend_idset pg_stat_get_backend_pid pg_stat_get_backend_start pg_stat_get_backend_subxact@16
        pg_stat_get_backend_userid pg_stat_get_backend_wait_event pg_stat_get_backend_wait_event_type
        pg_stat_get_backend_xact_start pg_stat_get_bgwriter_buf_written_checkpoints@-16
        pg_stat_get_bgwriter_buf_written_clean pg_stat_get_bgwriter_maxwritten_clean
        pg_stat_get_bgwriter_requested_checkpoints@-16 pg_stat_get_bgwriter_stat_reset_time
        pg_stat_get_bgwriter_timed_checkpoints@-16 pg_stat_get_blocks_fetched pg_stat_get_blocks_hit
        pg_stat_get_buf_alloc pg_stat_get_buf_fsync_backend@-16 pg_stat_get_buf_written_backend@-16
        pg_stat_get_checkpoint_sync_time@-16 pg_stat_get_checkpoint_write_time@-16
        pg_stat_get_checkpointer_buffers_written@17 pg_stat_get_checkpointer_num_performed@18
        pg_stat_get_checkpointer_num_requested@17 pg_stat_get_checkpointer_num_timed@17
        pg_stat_get_checkpointer_restartpoints_performed@17 pg_stat_get_checkpointer_restartpoints_requested@17
        pg_stat_get_checkpointer_restartpoints_timed@17 pg_stat_get_checkpointer_slru_written@18
        pg_stat_get_checkpointer_stat_reset_time@17 pg_stat_get_checkpointer_sync_time@17
        pg_stat_get_checkpointer_write_time@17 pg_stat_get_db_active_time pg_stat_get_db_blk_read_time
        pg_stat_get_db_blk_write_time pg_stat_get_db_blocks_fetched pg_stat_get_db_blocks_hit
        pg_stat_get_db_checksum_failures pg_stat_get_db_checksum_last_failure pg_stat_get_db_conflict_all
        pg_stat_get_db_conflict_bufferpin pg_stat_get_db_conflict_lock pg_stat_get_db_conflict_logicalslot@16
        pg_stat_get_db_conflict_snapshot pg_stat_get_db_conflict_startup_deadlock pg_stat_get_db_conflict_tablespace
        pg_stat_get_db_deadlocks pg_stat_get_db_idle_in_transaction_time pg_stat_get_db_numbackends
        pg_stat_get_db_parallel_workers_launched@18 pg_stat_get_db_parallel_workers_to_launch@18
        pg_stat_get_db_session_time pg_stat_get_db_sessions pg_stat_get_db_sessions_abandoned
        pg_stat_get_db_sessions_fatal pg_stat_get_db_sessions_killed pg_stat_get_db_stat_reset_time
        pg_stat_get_db_temp_bytes pg_stat_get_db_temp_files pg_stat_get_db_tuples_deleted pg_stat_get_db_tuples_fetched
        pg_stat_get_db_tuples_inserted pg_stat_get_db_tuples_returned pg_stat_get_db_tuples_updated
        pg_stat_get_db_xact_commit pg_stat_get_db_xact_rollback pg_stat_get_dead_tuples pg_stat_get_function_calls
        pg_stat_get_function_self_time pg_stat_get_function_total_time pg_stat_get_ins_since_vacuum
        pg_stat_get_last_analyze_time pg_stat_get_last_autoanalyze_time pg_stat_get_last_autovacuum_time
        pg_stat_get_last_vacuum_time pg_stat_get_lastscan@16 pg_stat_get_live_tuples pg_stat_get_mod_since_analyze
        pg_stat_get_numscans pg_stat_get_progress_info pg_stat_get_replication_slot pg_stat_get_slru
        pg_stat_get_snapshot_timestamp pg_stat_get_subscription pg_stat_get_subscription_stats
        pg_stat_get_total_analyze_time@18 pg_stat_get_total_autoanalyze_time@18 pg_stat_get_total_autovacuum_time@18
        pg_stat_get_total_vacuum_time@18 pg_stat_get_tuples_deleted pg_stat_get_tuples_fetched
        pg_stat_get_tuples_hot_updated pg_stat_get_tuples_inserted pg_stat_get_tuples_newpage_updated@16
        pg_stat_get_tuples_returned pg_stat_get_tuples_updated pg_stat_get_vacuum_count pg_stat_get_wal
        pg_stat_get_wal_receiver pg_stat_get_wal_senders
    )"),

    // Volatile, yet harmless: clocks, random values that no one can repeat (setseed is not here), sizes on disk,
    // the tree of partitions, and the place in the write-ahead log.
    std::string_view(R"(
        array_sample@16 array_shuffle@16 clock_timestamp current_query gen_random_uuid pg_current_wal_lsn
        pg_database_size pg_indexes_size pg_is_in_recovery pg_last_wal_receive_lsn pg_last_wal_replay_lsn
        pg_last_xact_replay_timestamp pg_partition_ancestors pg_partition_tree pg_relation_size pg_table_size
        pg_tablespace_size pg_total_relation_size random random_normal@16 timeofday uuidv4@18 uuidv7@18
    )"),

    // Volatile as well, yet they only read what the server knows of itself: locks, memory, waits, statistics that are
    // not written yet. (pg_get_shmem_allocations_numa touches every page of the shared memory, and is not here.)
    std::string_view(R"(
        pg_get_aios@18 pg_get_backend_memory_contexts pg_get_loaded_modules@18 pg_get_shmem_allocations
        pg_get_wait_events@17 pg_get_wal_summarizer_state@17 pg_lock_status pg_prepared_xact pg_sequence_last_value
        pg_show_replication_origin_status pg_stat_get_backend_io@18 pg_stat_get_backend_wal@18 pg_stat_get_io@16
        pg_stat_get_recovery_prefetch pg_stat_get_xact_blocks_fetched pg_stat_get_xact_blocks_hit
        pg_stat_get_xact_function_calls pg_stat_get_xact_function_self_time pg_stat_get_xact_function_total_time
        pg_stat_get_xact_numscans pg_stat_get_xact_tuples_deleted pg_stat_get_xact_tuples_fetched
        pg_stat_get_xact_tuples_hot_updated pg_stat_get_xact_tuples_inserted pg_stat_get_xact_tuples_newpage_updated@16
        pg_stat_get_xact_tuples_returned pg_stat_get_xact_tuples_updated
    )"),

    // Casts, also written as functions: int4(x), uuid('...').
    std::string_view(R"(
        aclitem bit bool bpchar bytea char cid cidr date float4 float8 inet int2 int2vector int4 int8 int8_sum interval
        json jsonb jsonpath macaddr macaddr8 money name numeric oid oidvector pg_lsn pg_snapshot refcursor regclass
        regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype text
        tid time timestamp timestamptz timetz tsquery tsvector txid_snapshot uuid varbit varchar xid xid8
    )"),

    // What stands behind the operators and is computed from the operands.
    std::string_view(R"(
        aclcontains aclinsert aclitemeq aclremove anytextcat array_eq array_ge array_gt array_le array_lt array_ne
        arraycontained arraycontains arrayoverlap bitcat biteq bitge bitgt bitle bitlt bitne bitnot bitshiftleft
        bitshiftright booleq boolge boolgt boolle boollt boolne box_above box_above_eq box_add box_below box_below_eq
        box_center box_contain_pt box_contained box_distance box_div box_eq box_ge box_gt box_intersect box_le box_left
        box_lt box_mul box_overabove box_overbelow box_overlap box_overleft box_overright box_right box_same box_sub
        bpchar_pattern_ge bpchar_pattern_gt bpchar_pattern_le bpchar_pattern_lt bpchareq bpcharge bpchargt bpchariclike
        bpcharicnlike bpcharicregexeq bpcharicregexne bpcharle bpcharlike bpcharlt bpcharne bpcharnlike bpcharregexeq
        bpcharregexne byteacat byteaeq byteage byteagt byteale bytealike bytealt byteane byteanlike cash_div_cash
        cash_div_flt4 cash_div_flt8 cash_div_int2 cash_div_int4 cash_div_int8 cash_eq cash_ge cash_gt cash_le cash_lt
        cash_mul_flt4 cash_mul_flt8 cash_mul_int2 cash_mul_int4 cash_mul_int8 cash_ne chareq charge chargt charle charlt
        charne cideq circle_above circle_add_pt circle_below circle_center circle_contain circle_contain_pt
        circle_contained circle_distance circle_div_pt circle_eq circle_ge circle_gt circle_le circle_left circle_lt
        circle_mul_pt circle_ne circle_overabove circle_overbelow circle_overlap circle_overleft circle_overright
        circle_right circle_same circle_sub_pt close_lb@-14 close_ls close_lseg close_pb close_pl close_ps close_sb
        close_sl@-14 date_eq date_eq_timestamp date_eq_timestamptz date_ge date_ge_timestamp date_ge_timestamptz date_gt
        date_gt_timestamp date_gt_timestamptz date_le date_le_timestamp date_le_timestamptz date_lt date_lt_timestamp
        date_lt_timestamptz date_mi date_mi_interval date_mii date_ne date_ne_timestamp date_ne_timestamptz
        date_pl_interval date_pli datetime_pl datetimetz_pl dcbrt dist_bl@-14 dist_bp dist_bs dist_cpoint dist_cpoly
        dist_lb@-14 dist_lp dist_ls dist_pathp dist_pb dist_pc dist_pl dist_polyc dist_polyp dist_ppath dist_ppoly
        dist_ps dist_sb dist_sl dist_sp dpow dsqrt elem_contained_by_multirange elem_contained_by_range enum_eq enum_ge
        enum_gt enum_le enum_lt enum_ne float48div float48eq float48ge float48gt float48le float48lt float48mi
        float48mul float48ne float48pl float4abs float4div float4eq float4ge float4gt float4le float4lt float4mi
        float4mul float4ne float4um float4up float84div float84eq float84ge float84gt float84le float84lt float84mi
        float84mul float84ne float84pl float8abs float8div float8eq float8ge float8gt float8le float8lt float8mi
        float8mul float8ne float8um float8up flt4_mul_cash flt8_mul_cash inetand inetmi inetmi_int8 inetnot inetor
        inetpl int24div int24eq int24ge int24gt int24le int24lt int24mi int24mul int24ne int24pl int28div int28eq
        int28ge int28gt int28le int28lt int28mi int28mul int28ne int28pl int2_mul_cash int2abs int2div int2eq int2ge
        int2gt int2le int2lt int2mi int2mod int2mul int2ne int2not int2pl int2shl int2shr int2um int2up int42div int42eq
        int42ge int42gt int42le int42lt int42mi int42mul int42ne int42pl int48div int48eq int48ge int48gt int48le
        int48lt int48mi int48mul int48ne int48pl int4_mul_cash int4abs int4div int4eq int4ge int4gt int4le int4lt int4mi
        int4mod int4mul int4ne int4not int4pl int4shl int4shr int4um int4up int82div int82eq int82ge int82gt int82le
        int82lt int82mi int82mul int82ne int82pl int84div int84eq int84ge int84gt int84le int84lt int84mi int84mul
        int84ne int84pl int8_mul_cash int8abs int8div int8eq int8ge int8gt int8le int8lt int8mi int8mod int8mul int8ne
        int8not int8pl_inet int8shl int8shr int8um int8up integer_pl_date inter_lb inter_sb inter_sl interval_div
        interval_eq interval_ge interval_gt interval_le interval_lt interval_mul interval_ne interval_pl_date
        interval_pl_time interval_pl_timestamp interval_pl_timestamptz interval_pl_timetz interval_um json_array_element
        json_array_element_text json_extract_path json_extract_path_text json_object_field json_object_field_text
        jsonb_array_element jsonb_array_element_text jsonb_concat jsonb_contained jsonb_contains jsonb_delete
        jsonb_delete_path jsonb_eq jsonb_exists jsonb_exists_all jsonb_exists_any jsonb_extract_path
        jsonb_extract_path_text jsonb_ge jsonb_gt jsonb_le jsonb_lt jsonb_ne jsonb_object_field jsonb_object_field_text
        jsonb_path_exists_opr jsonb_path_match_opr line_distance line_eq line_horizontal line_interpt line_intersect
        line_parallel line_perp line_vertical lseg_center lseg_distance lseg_eq lseg_ge lseg_gt lseg_horizontal
        lseg_interpt lseg_intersect lseg_le lseg_length lseg_lt lseg_ne lseg_parallel lseg_perp lseg_vertical
        macaddr8_and macaddr8_eq macaddr8_ge macaddr8_gt macaddr8_le macaddr8_lt macaddr8_ne macaddr8_not macaddr8_or
        macaddr_and macaddr_eq macaddr_ge macaddr_gt macaddr_le macaddr_lt macaddr_ne macaddr_not macaddr_or
        mul_d_interval multirange_adjacent_multirange multirange_adjacent_range multirange_after_multirange
        multirange_after_range multirange_before_multirange multirange_before_range multirange_contained_by_multirange
        multirange_contained_by_range multirange_contains_elem multirange_contains_multirange multirange_contains_range
        multirange_eq multirange_ge multirange_gt multirange_intersect multirange_le multirange_lt multirange_minus
        multirange_ne multirange_overlaps_multirange multirange_overlaps_range multirange_overleft_multirange
        multirange_overleft_range multirange_overright_multirange multirange_overright_range multirange_union nameeq
        nameeqtext namege namegetext namegt namegttext nameiclike nameicnlike nameicregexeq nameicregexne namele
        nameletext namelike namelt namelttext namene namenetext namenlike nameregexeq nameregexne network_eq network_ge
        network_gt network_le network_lt network_ne network_overlap network_sub network_subeq network_sup numeric_abs
        numeric_add numeric_div numeric_eq numeric_fac@-13 numeric_ge numeric_gt numeric_le numeric_lt numeric_mod
        numeric_mul numeric_ne numeric_pl_pg_lsn numeric_power numeric_sub numeric_uminus numeric_uplus oideq oidge
        oidgt oidle oidlt oidne oidvectoreq oidvectorge oidvectorgt oidvectorle oidvectorlt oidvectorne on_pb on_pl
        on_ppath on_ps on_sb on_sl path_add path_add_pt path_center@-14 path_contain_pt path_distance path_div_pt
        path_inter path_length path_mul_pt path_n_eq path_n_ge path_n_gt path_n_le path_n_lt path_npoints path_sub_pt
        pg_lsn_eq pg_lsn_ge pg_lsn_gt pg_lsn_le pg_lsn_lt pg_lsn_mi pg_lsn_mii pg_lsn_ne pg_lsn_pli point_above
        point_add point_below point_distance point_div point_eq point_horiz point_left point_mul point_ne point_right
        point_sub point_vert poly_above poly_below poly_center poly_contain poly_contain_pt poly_contained poly_distance
        poly_left poly_npoints poly_overabove poly_overbelow poly_overlap poly_overleft poly_overright poly_right
        poly_same pt_contained_circle pt_contained_poly range_adjacent range_adjacent_multirange range_after
        range_after_multirange range_before range_before_multirange range_contained_by range_contained_by_multirange
        range_contains_elem range_contains_multirange range_eq range_ge range_gt range_intersect range_le range_lt
        range_minus range_ne range_overlaps range_overlaps_multirange range_overleft range_overleft_multirange
        range_overright range_overright_multirange range_union record_eq record_ge record_gt record_image_eq
        record_image_ge record_image_gt record_image_le record_image_lt record_image_ne record_le record_lt record_ne
        text_ge text_gt text_le text_lt text_pattern_ge text_pattern_gt text_pattern_le text_pattern_lt textanycat
        textcat texteq texteqname textgename textgtname texticlike texticnlike texticregexeq texticregexne textlename
        textlike textltname textne textnename textnlike textregexeq textregexne tideq tidge tidgt tidle tidlt tidne
        time_eq time_ge time_gt time_le time_lt time_mi_interval time_mi_time time_ne time_pl_interval timedate_pl
        timestamp_eq timestamp_eq_date timestamp_eq_timestamptz timestamp_ge timestamp_ge_date timestamp_ge_timestamptz
        timestamp_gt timestamp_gt_date timestamp_gt_timestamptz timestamp_le timestamp_le_date timestamp_le_timestamptz
        timestamp_lt timestamp_lt_date timestamp_lt_timestamptz timestamp_mi timestamp_mi_interval timestamp_ne
        timestamp_ne_date timestamp_ne_timestamptz timestamp_pl_interval timestamptz_eq timestamptz_eq_date
        timestamptz_eq_timestamp timestamptz_ge timestamptz_ge_date timestamptz_ge_timestamp timestamptz_gt
        timestamptz_gt_date timestamptz_gt_timestamp timestamptz_le timestamptz_le_date timestamptz_le_timestamp
        timestamptz_lt timestamptz_lt_date timestamptz_lt_timestamp timestamptz_mi timestamptz_mi_interval
        timestamptz_ne timestamptz_ne_date timestamptz_ne_timestamp timestamptz_pl_interval timetz_eq timetz_ge
        timetz_gt timetz_le timetz_lt timetz_mi_interval timetz_ne timetz_pl_interval timetzdate_pl ts_match_qv
        ts_match_vq tsq_mcontained tsq_mcontains tsquery_and tsquery_eq tsquery_ge tsquery_gt tsquery_le tsquery_lt
        tsquery_ne tsquery_not tsquery_or tsvector_concat tsvector_eq tsvector_ge tsvector_gt tsvector_le tsvector_lt
        tsvector_ne uuid_eq uuid_ge uuid_gt uuid_le uuid_lt uuid_ne varbiteq varbitge varbitgt varbitle varbitlt
        varbitne xid8eq xid8ge xid8gt xid8le xid8lt xid8ne xideq xideqint4 xidneq xidneqint4
    )"),

    // Comparing and hashing, for sorting and indexes; hashtext() and its kin also serve to take repeatable samples.
    std::string_view(R"(
        bitcmp box_contain bpcharcmp btarraycmp btboolcmp btbpchar_pattern_cmp btcharcmp btfloat48cmp btfloat4cmp
        btfloat84cmp btfloat8cmp btint24cmp btint28cmp btint2cmp btint42cmp btint48cmp btint4cmp btint82cmp btint84cmp
        btint8cmp btnamecmp btnametextcmp btoidcmp btoidvectorcmp btrecordcmp btrecordimagecmp bttext_pattern_cmp
        bttextcmp bttextnamecmp bttidcmp byteacmp cash_cmp date_cmp date_cmp_timestamp date_cmp_timestamptz enum_cmp
        hash_aclitem hash_aclitem_extended hash_array hash_array_extended hash_multirange hash_multirange_extended
        hash_numeric hash_numeric_extended hash_range hash_range_extended hash_record hash_record_extended hashbool@18
        hashboolextended@18 hashbpchar hashbpcharextended hashbytea@18 hashbyteaextended@18 hashchar hashcharextended
        hashcid@18 hashcidextended@18 hashdate@18 hashdateextended@18 hashenum hashenumextended hashfloat4
        hashfloat4extended hashfloat8 hashfloat8extended hashinet hashinetextended hashint2 hashint2extended hashint4
        hashint4extended hashint8 hashint8extended hashmacaddr hashmacaddr8 hashmacaddr8extended hashmacaddrextended
        hashname hashnameextended hashoid hashoidextended hashoidvector hashoidvectorextended hashtext hashtextextended
        hashtid hashtidextended hashxid@18 hashxid8@18 hashxid8extended@18 hashxidextended@18 in_range interval_cmp
        interval_hash interval_hash_extended isempty jsonb_cmp jsonb_hash jsonb_hash_extended macaddr8_cmp macaddr_cmp
        multirange_cmp network_cmp network_supeq numeric_cmp pg_lsn_cmp pg_lsn_hash pg_lsn_hash_extended range_cmp
        range_contains range_merge time_cmp time_hash time_hash_extended timestamp_cmp timestamp_cmp_date
        timestamp_cmp_timestamptz timestamp_hash timestamp_hash_extended timestamptz_cmp timestamptz_cmp_date
        timestamptz_cmp_timestamp timestamptz_hash@18 timestamptz_hash_extended@18 timetz_cmp timetz_hash
        timetz_hash_extended tsquery_cmp tsvector_cmp uuid_cmp uuid_hash uuid_hash_extended varbitcmp xid8cmp
    )"),

    // Steps of the aggregates: computed from the arguments.
    std::string_view(R"(
        any_value_transfn@16 array_larger array_smaller bitand bitor bitxor booland_statefunc boolor_statefunc
        bpchar_larger bpchar_smaller bytea_larger@18 bytea_smaller@18 cash_mi cash_pl cashlarger cashsmaller date_larger
        date_smaller enum_larger enum_smaller float4_accum float4larger float4pl float4smaller float8_accum float8_avg
        float8_combine float8_corr float8_covar_pop float8_covar_samp float8_regr_accum float8_regr_avgx
        float8_regr_avgy float8_regr_combine float8_regr_intercept float8_regr_r2 float8_regr_slope float8_regr_sxx
        float8_regr_sxy float8_regr_syy float8_stddev_pop float8_stddev_samp float8_var_pop float8_var_samp float8larger
        float8pl float8smaller int2_avg_accum int2_avg_accum_inv int2_sum int2and int2int4_sum int2larger int2or
        int2smaller int2xor int4_avg_accum int4_avg_accum_inv int4_avg_combine int4_sum int4and int4larger int4or
        int4smaller int4xor int8_avg int8and int8dec int8dec_any int8inc int8inc_any int8inc_float8_float8 int8larger
        int8or int8pl int8smaller int8xor interval_accum@-16 interval_accum_inv@-16 interval_avg@-16
        interval_combine@-16 interval_larger interval_mi interval_pl interval_smaller multirange_intersect_agg_transfn
        network_larger network_smaller numeric_larger numeric_smaller oidlarger oidsmaller pg_lsn_larger pg_lsn_smaller
        range_intersect_agg_transfn record_larger@18 record_smaller@18 text_larger text_smaller tidlarger tidsmaller
        time_larger time_smaller timestamp_larger timestamp_smaller timestamptz_larger timestamptz_smaller timetz_larger
        timetz_smaller xid8_larger xid8_smaller xmlconcat2
    )"),

    // Binary form of a value, for example uuid_send().
    std::string_view(R"(
        array_send bit_send boolsend box_send bpcharsend byteasend cash_send charsend cidr_send cidsend circle_send
        date_send enum_send float4send float8send inet_send int2send int2vectorsend int4send int8send interval_send
        json_send jsonb_send jsonpath_send line_send lseg_send macaddr8_send macaddr_send multirange_send namesend
        numeric_send oidsend oidvectorsend path_send pg_lsn_send pg_snapshot_send point_send poly_send range_send
        record_send regclasssend regcollationsend regconfigsend regdictionarysend regnamespacesend regoperatorsend
        regopersend regproceduresend regprocsend regrolesend regtypesend textsend tidsend time_send timestamp_send
        timestamptz_send timetz_send tsquerysend tsvectorsend uuid_send varbit_send varcharsend xid8send xidsend
        xml_send
    )"),
};

}

std::span<const std::string_view> builtinGroups()
{
    return groups;
}

}
