// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Terminal.h"

#include <cstdio>

#include <io.h>

namespace sqlai::cli {

bool isInputTerminal()
{
    return ::_isatty(::_fileno(stdin)) != 0;
}

}
