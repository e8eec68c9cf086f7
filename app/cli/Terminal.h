// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sqlai::cli {

/// Whether a person sits at standard input, who can be asked.
bool isInputTerminal();

}
