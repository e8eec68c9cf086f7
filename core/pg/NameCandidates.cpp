// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/NameCandidates.h"

namespace sqlai::pg {

bool FunctionCandidate::takes(int count) const
{
    const int fewest = argumentCount - defaultCount - (isVariadic ? 1 : 0);
    return count >= fewest && (isVariadic || count <= argumentCount);
}

}
