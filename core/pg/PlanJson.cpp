// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/PlanJson.h"

#include <QStringList>

#include <nlohmann/json.hpp>

#include <array>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

using Json = nlohmann::json;

/// Deeper nodes are left out; a plan that deep is for nobody's eyes.
constexpr int maximumDepth = 500;

QString text(const Json &node, const char *key)
{
    const auto found = node.find(key);
    return found != node.end() && found->is_string() ? QString::fromStdString(found->get_ref<const std::string &>())
                                                     : QString();
}

double number(const Json &node, const char *key)
{
    const auto found = node.find(key);
    return found != node.end() && found->is_number() ? found->get<double>() : 0;
}

QString detailOf(const Json &node)
{
    constexpr std::array keys = {"Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter"};
    QStringList parts;
    const QString relation = text(node, "Relation Name");
    const QString alias = text(node, "Alias");
    if (!relation.isEmpty())
        parts += alias.isEmpty() || alias == relation ? relation : relation + u' ' + alias;
    for (const char *key : {"Index Name", "Function Name", "CTE Name", "Subplan Name"}) {
        if (const QString name = text(node, key); !name.isEmpty())
            parts += name;
    }
    for (const char *key : keys) {
        if (const QString condition = text(node, key); !condition.isEmpty())
            parts += condition;
    }
    return parts.join(u" · "_s);
}

report::PlanNode nodeOf(const Json &json, int depth) // NOLINT(misc-no-recursion): bounded by maximumDepth
{
    report::PlanNode node{.nodeType = text(json, "Node Type"),
                          .detail = detailOf(json),
                          .totalCost = number(json, "Total Cost"),
                          .rows = number(json, "Plan Rows")};
    const auto plans = json.find("Plans");
    if (depth >= maximumDepth || plans == json.end() || !plans->is_array())
        return node;
    for (const Json &child : *plans) {
        if (child.is_object())
            node.children.append(nodeOf(child, depth + 1));
    }
    return node;
}

}

Result<report::Plan> parsePlan(QByteArrayView json)
{
    const auto document = Json::parse(json.begin(), json.end(), nullptr, false);
    if (document.is_array() && document.size() == 1 && document.front().is_object()) {
        const auto plan = document.front().find("Plan");
        if (plan != document.front().end() && plan->is_object())
            return report::Plan{.root = nodeOf(*plan, 0)};
    }
    return Error{.code = ErrorCode::Internal, .detail = u"The server's plan could not be read."_s};
}

}
