// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/table/Column.h"

#include <algorithm>
#include <array>

namespace sqlai::table {

bool isNumeric(quint32 typeOid)
{
    // int8, int2, int4, oid, float4, float8, money, numeric: fixed numbers of pg_type.dat.
    constexpr std::array<quint32, 8> oids = {20, 21, 23, 26, 700, 701, 790, 1700};
    return std::ranges::find(oids, typeOid) != oids.end();
}

}
