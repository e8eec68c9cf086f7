// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/QueryService.h"

namespace sqlai::cli {

class Cli;

/// Prints a page (the first is 1) of a result and ends the command; with the attempt's error, where it has one.
void printPage(Cli &cli, const query::OpenedResult &opened, qint64 page);

/// Ends the command with an attempt that has no result to print.
void printWithoutResult(Cli &cli, const report::Attempt &attempt);

}
