// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdio>
#include <cstdlib>

namespace sqlai::test {

/// A promise that must hold whatever the input is: where it does not, the fuzzer stops and keeps the input.
inline void holds(bool isKept, const char *promise)
{
    if (isKept)
        return;
    std::fprintf(stderr, "Broken promise: %s\n", promise);
    std::abort();
}

}
