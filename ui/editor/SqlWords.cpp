// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/SqlWords.h"

namespace sqlai::ui {

// From pg_get_keywords() of PostgreSQL 15: all of the categories R and T, all of C that are types or expressions, and
// the words of U that a SELECT knows.
const char *sqlKeywords()
{
    return "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both "
           "by case cast char character check collate collation column concurrently constraint create cross cube "
           "current current_catalog current_date current_role current_schema current_time current_timestamp "
           "current_user date day dec decimal default deferrable delete desc distinct do else end escape except "
           "exclude "
           "exists explain extract false fetch filter first float following for foreign freeze from full grant group "
           "grouping groups having hour ilike in initially inner insert int integer intersect interval into is isnull "
           "join last lateral leading left like limit localtime localtimestamp materialized minute month national "
           "natural nchar next no none not notnull null nulls numeric of offset on only or order ordinality others "
           "outer over overlaps overlay partition placing position preceding precision primary range real recursive "
           "references repeatable returning right rollup row rows second select session_user set setof sets similar "
           "smallint some substring symmetric system_user table tablesample text then ties time timestamp timestamptz "
           "to trailing trim true unbounded union unique update user using uuid values varchar variadic varying "
           "verbose when where window with within without year zone json jsonb bytea serial bigserial money inet";
}

const char *sqlFunctions()
{
    return "abs age array_agg array_length array_position array_to_string ascii avg bit_and bit_or bool_and bool_or "
           "btrim cardinality ceil ceiling char_length chr clock_timestamp coalesce concat concat_ws corr count "
           "cume_dist date_bin date_part date_trunc dense_rank div every exp first_value floor format "
           "gen_random_uuid generate_series generate_subscripts greatest initcap isfinite json_agg json_build_object "
           "jsonb_agg jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_object "
           "jsonb_each jsonb_each_text jsonb_extract_path jsonb_object_agg jsonb_object_keys jsonb_path_query "
           "jsonb_pretty jsonb_typeof justify_days justify_hours lag last_value lead least length ln log lower lpad "
           "ltrim make_date make_interval make_time make_timestamp make_timestamptz max md5 min mod mode now "
           "nth_value ntile nullif num_nonnulls num_nulls octet_length percent_rank percentile_cont percentile_disc "
           "pi power quote_ident quote_literal radians random rank regexp_match regexp_matches regexp_replace "
           "regexp_split_to_array regexp_split_to_table repeat replace reverse round row_number row_to_json rpad "
           "rtrim sign split_part sqrt starts_with stddev stddev_pop stddev_samp string_agg string_to_array strpos "
           "substr sum to_char to_date to_json to_jsonb to_number to_timestamp translate trunc unnest upper "
           "var_pop var_samp variance width_bucket";
}

}
