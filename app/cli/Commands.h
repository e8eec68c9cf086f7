// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sqlai::report {
struct Health;
}

namespace sqlai::cli {

class Cli;

// Each command starts something and ends by Cli::finish() or Cli::fail().

void ask(Cli &cli);
void run(Cli &cli);
void rerun(Cli &cli);

void results(Cli &cli);
void exportResult(Cli &cli);

void history(Cli &cli);
void show(Cli &cli);

void refreshSchema(Cli &cli);
void showSchema(Cli &cli);
void exportSchema(Cli &cli);
void listExamples(Cli &cli);
void searchExamples(Cli &cli);
void check(Cli &cli);

void listAllowances(Cli &cli);
void showObject(Cli &cli);
/// A function, or a foreign table.
void allowObject(Cli &cli);
void revokeAllowance(Cli &cli);

void health(Cli &cli);
void metrics(Cli &cli);

void role(Cli &cli);
void roleScript(Cli &cli);
void allowSuperuser(Cli &cli);
void forbidSuperuser(Cli &cli);

/// Ends the command with a health that somebody has found already; `error` is why it is unhealthy.
void printHealth(Cli &cli, const report::Health &health, const std::optional<Error> &error);

}
