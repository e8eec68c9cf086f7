// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a statement: what SqlGuard lets pass must be one statement that only reads, by a look of another kind at
// libpg_query's tree; what it refuses must be refused with a reason and a place; and its two ways of judging agree.
#include "core/sql/SqlGuard.h"
#include "core/sql/Utf8.h"
#include "tests/fuzz/Holds.h"

#include <nlohmann/json.hpp>

#include <pg_query.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace sqlai;
using namespace Qt::StringLiterals;
using sqlai::test::holds;

namespace {

/// Functions of PostgreSQL's own that act on something: none of them may pass by its plain name.
constexpr std::array<std::string_view, 44> actingFunctions{
    "lo_create",
    "lo_import",
    "lo_export",
    "lo_unlink",
    "lo_put",
    "lo_open",
    "lo_from_bytea",
    "lowrite",
    "nextval",
    "setval",
    "set_config",
    "pg_advisory_lock",
    "pg_advisory_xact_lock",
    "pg_try_advisory_lock",
    "pg_try_advisory_xact_lock_shared",
    "pg_notify",
    "pg_read_file",
    "pg_read_binary_file",
    "pg_ls_dir",
    "pg_stat_file",
    "pg_sleep",
    "pg_sleep_for",
    "pg_terminate_backend",
    "pg_cancel_backend",
    "pg_reload_conf",
    "pg_rotate_logfile",
    "pg_switch_wal",
    "pg_create_restore_point",
    "pg_create_physical_replication_slot",
    "pg_drop_replication_slot",
    "pg_logical_emit_message",
    "pg_logical_slot_get_changes",
    "pg_promote",
    "pg_stat_reset",
    "pg_replication_origin_create",
    "query_to_xml",
    "table_to_xml",
    "schema_to_xml",
    "database_to_xml",
    "cursor_to_xml",
    "ts_stat",
    "pg_export_snapshot",
    "pg_current_xact_id",
    "txid_current",
};

bool isWellFormed(QByteArrayView text)
{
    for (qsizetype at = 0; at < text.size();) {
        const int length = sql::codePointAt(text, at).length;
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

bool isWithin(int position, QByteArrayView text)
{
    const qsizetype characters = isWellFormed(text) ? sql::characterPosition(text, text.size()) - 1 : text.size();
    return position >= 0 && position <= characters + 1;
}

/// The last of the names, where it is plain or PostgreSQL's own by its schema.
std::string builtInName(const nlohmann::json &names)
{
    std::vector<std::string> parts;
    for (const auto &name : names)
        parts.push_back(name.at("String").at("sval").get<std::string>());
    const bool isOwn = parts.size() == 1 || (parts.size() == 2 && parts.front() == "pg_catalog");
    return isOwn ? parts.back() : std::string();
}

void looksHarmless(const std::string &key, const nlohmann::json &value)
{
    const bool isStatement = key.size() > 4 && key.compare(key.size() - 4, 4, "Stmt") == 0;
    holds(!isStatement || key == "SelectStmt", "no statement but SELECT passes, at whatever depth");
    holds(key != "intoClause" && key != "IntoClause", "INTO does not pass");
    holds(key != "lockingClause" && key != "LockingClause", "FOR UPDATE does not pass");
    holds(key != "ParamRef", "a parameter does not pass");
    if (key != "FuncCall")
        return;
    const std::string name = builtInName(value.at("funcname"));
    holds(std::find(actingFunctions.begin(), actingFunctions.end(), name) == actingFunctions.end(),
          "no function that acts passes by its own name");
}

void onlyReads(const QByteArray &text)
{
    const PgQueryParseResult result = pg_query_parse(text.constData());
    holds(!result.error, "what passes is SQL to the parser");
    // A number may have more digits than JSON's reader holds; its text is kept elsewhere.
    const auto tree = nlohmann::json::parse(result.parse_tree, nullptr, false);
    pg_query_free_parse_result(result);
    holds(!tree.is_discarded() && tree.at("stmts").size() == 1, "what passes is one statement");
    holds(tree["stmts"][0].at("stmt").contains("SelectStmt"), "what passes is a SELECT");
    std::vector<const nlohmann::json *> waiting{&tree["stmts"][0]["stmt"]};
    while (!waiting.empty()) {
        const nlohmann::json &value = *waiting.back();
        waiting.pop_back();
        for (const auto &member : value.items()) {
            if (value.is_object())
                looksHarmless(member.key(), member.value());
            if (member.value().is_structured())
                waiting.push_back(&member.value());
        }
    }
}

template <typename Names>
void areWithin(const Names &names, QByteArrayView text)
{
    for (const sql::UsedName &name : names) {
        holds(!name.name.isEmpty(), "a name has letters");
        holds(name.offset >= -1 && name.offset < text.size(), "a name stands in the text");
    }
}

void isWhole(const sql::CheckedSql &checked, QByteArrayView text)
{
    holds(checked.text() == text, "what was checked is what runs");
    const QStringList &tables = checked.tables();
    holds(std::adjacent_find(tables.begin(), tables.end(), std::greater_equal<>()) == tables.end(),
          "tables are sorted, each once");
    const sql::StatementNames &names = checked.names();
    for (const sql::UsedFunction &function : names.functions) {
        areWithin(std::array{function.name}, text);
        holds(function.argumentCount >= 0, "arguments are counted");
    }
    for (const auto *list :
         {&names.operators, &names.types, &names.relations, &names.attributes, &names.fields, &names.samplingMethods})
        areWithin(*list, text);
}

void agree(const report::Verdict &verdict, const Result<sql::CheckedSql> &checked)
{
    if (checked) {
        holds(verdict.isAllowed || verdict.reason.endsWith(u"; connect to decide."_s),
              "what may go on to a server is allowed, or left to it");
        return;
    }
    const Error &error = checked.error();
    holds(!verdict.isAllowed, "what check() refuses, verdict() refuses");
    holds(verdict.position == error.position, "both name the same place");
    holds((verdict.layer == "parser"_L1) == (error.code == ErrorCode::SqlSyntax), "the parser alone says syntax");
    holds(error.code == ErrorCode::SqlSyntax || error.code == ErrorCode::SqlDenied, "a refusal is no failure");
    holds(verdict.reason.compare(error.detail + u'.', Qt::CaseInsensitive) == 0, "both give the same reason");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const sql::SqlGuard guard;
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto checked = guard.check(text);
    const report::Verdict verdict = guard.verdict(text);
    agree(verdict, checked);
    holds(isWithin(verdict.position, text), "the place is within the text");
    holds(verdict.isAllowed == verdict.reason.isEmpty(), "a refusal has a reason");
    if (checked) {
        isWhole(*checked, text);
        onlyReads(text);
    }
    return 0;
}
