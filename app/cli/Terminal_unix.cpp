// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Terminal.h"

#include <unistd.h>

namespace sqlai::cli {

bool isInputTerminal()
{
    return ::isatty(STDIN_FILENO) != 0;
}

}
