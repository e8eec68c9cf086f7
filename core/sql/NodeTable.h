// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sqlai::sql {

/// Nodes that TreeGuard looks at more closely than at their fields.
enum class NodeRule : std::uint8_t {
    Plain,
    Select,
    CommonTable,
    Function,
    Operator,
    Ordering,
    SubQuery,
    Sample,
    Column,
    Indirection,
    Relation,
    FunctionInFrom,
    Type
};

struct NodeType;

struct FieldType {
    enum class Holds : std::uint8_t { Scalar, Node, List, Structure };

    std::string_view name = {};
    Holds holds = Holds::Scalar;
    /// What stands there, where it is a Structure.
    const NodeType *structure = nullptr;
};

struct NodeType {
    std::string_view name = {};
    NodeRule rule = NodeRule::Plain;
    std::vector<FieldType> fields = {};

    const FieldType *field(std::string_view fieldName) const;
};

/// The nodes of a parse tree that may stand in a statement that only reads, and their fields. What is not here is
/// denied: a node, a field of a known node, a field that holds something else than it should.
class NodeTable final
{
public:
    NodeTable();

    /// Nothing where the node is not allowed.
    const NodeType *find(std::string_view name) const;

private:
    std::unordered_map<std::string_view, NodeType> m_types;
};

}
