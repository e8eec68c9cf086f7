// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/ExtensionFunctions.h"

#include <algorithm>
#include <array>

namespace sqlai::sql {
namespace {

/// Each was looked at: what they give changes from call to call, and nothing else does. In alphabetical order.
constexpr std::array reviewed{
    // uuid-ossp and pgcrypto, which draw random bytes.
    std::string_view("gen_random_bytes"),
    std::string_view("gen_random_uuid"),
    std::string_view("gen_salt"),
    // pg_buffercache, pg_freespacemap, pg_stat_statements, pgstattuple, which tell the server's state.
    std::string_view("pg_buffercache_pages"),
    std::string_view("pg_buffercache_summary"),
    std::string_view("pg_freespace"),
    std::string_view("pg_relpages"),
    std::string_view("pg_stat_statements"),
    std::string_view("pg_stat_statements_info"),
    std::string_view("pgstatginindex"),
    std::string_view("pgstathashindex"),
    std::string_view("pgstatindex"),
    std::string_view("pgstattuple"),
    std::string_view("pgstattuple_approx"),
    std::string_view("uuid_generate_v1"),
    std::string_view("uuid_generate_v1mc"),
    std::string_view("uuid_generate_v4"),
};

}

bool ExtensionFunctions::isReviewed(std::string_view name)
{
    return std::binary_search(reviewed.begin(), reviewed.end(), name);
}

}
