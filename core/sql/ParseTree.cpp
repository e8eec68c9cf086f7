// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/ParseTree.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace sqlai::sql {

/// nlohmann's events become the flat list. Every function returns whether to go on.
class TreeBuilder final
{
public:
    using Index = ParseTree::Index;
    using Kind = ParseTree::Kind;

    explicit TreeBuilder(std::size_t jsonSize)
    {
        // Decoded text is never longer than the JSON that it came from, so the views into it stay where they are.
        m_tree.m_characters = std::make_unique_for_overwrite<char[]>(jsonSize);
        m_free = m_tree.m_characters.get();
        m_tree.m_values.reserve(jsonSize / 24);
    }

    ParseTree take() && { return std::move(m_tree); }

    bool null() { return add({.kind = Kind::Null}); }
    bool boolean(bool value) { return add({.number = value ? 1 : 0, .kind = Kind::Boolean}); }
    bool number_integer(std::int64_t value) { return add({.number = value, .kind = Kind::Number}); }
    bool number_unsigned(std::uint64_t value)
    {
        return add({.number = static_cast<std::int64_t>(value), .kind = Kind::Number});
    }
    bool number_float(double /*value*/, const std::string & /*text*/) { return false; }
    bool string(const std::string &value) { return add({.text = keep(value), .kind = Kind::Text}); }
    bool binary(const nlohmann::json::binary_t & /*value*/) { return false; }
    bool start_object(std::size_t /*size*/) { return open(Kind::Object); }
    bool start_array(std::size_t /*size*/) { return open(Kind::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(const std::string &value)
    {
        m_key = keep(value);
        return true;
    }
    bool parse_error(std::size_t /*position*/, const std::string & /*token*/,
                     const nlohmann::detail::exception & /*error*/)
    {
        return false;
    }

private:
    std::string_view keep(const std::string &value)
    {
        char *const begin = m_free;
        m_free = std::copy(value.begin(), value.end(), begin);
        return {begin, value.size()};
    }

    bool add(ParseTree::Value value)
    {
        value.key = std::exchange(m_key, {});
        value.end = m_tree.size() + 1;
        m_tree.m_values.push_back(value);
        return true;
    }

    bool open(Kind kind)
    {
        m_open.push_back(m_tree.size());
        return add({.kind = kind});
    }

    bool close()
    {
        m_tree.m_values[m_open.back()].end = m_tree.size();
        m_open.pop_back();
        return true;
    }

    ParseTree m_tree;
    char *m_free = nullptr;
    std::string_view m_key;
    std::vector<Index> m_open;
};

std::optional<ParseTree> ParseTree::read(std::string_view json)
{
    TreeBuilder builder(json.size());
    if (!nlohmann::json::sax_parse(json.begin(), json.end(), &builder))
        return std::nullopt;
    ParseTree tree = std::move(builder).take();
    if (tree.size() == 0 || !tree.isObject(0))
        return std::nullopt;
    return tree;
}

ParseTree::Index ParseTree::member(Index object, std::string_view key) const
{
    if (!isObject(object))
        return none;
    for (Index i = firstInside(object); i < m_values[object].end; i = nextAfter(i)) {
        if (m_values[i].key == key)
            return i;
    }
    return none;
}

std::vector<ParseTree::Index> ParseTree::elements(Index array) const
{
    std::vector<Index> found;
    if (array == none || !isArray(array))
        return found;
    for (Index i = firstInside(array); i < m_values[array].end; i = nextAfter(i))
        found.push_back(i);
    return found;
}

std::vector<std::string_view> ParseTree::names(Index array) const
{
    std::vector<std::string_view> parts;
    for (const Index element : elements(array)) {
        const Index name = member(element, "String");
        parts.push_back(name == none ? std::string_view() : text(name, "sval"));
    }
    return parts;
}

std::string_view ParseTree::text(Index object, std::string_view key) const
{
    const Index found = member(object, key);
    return found == none ? std::string_view() : m_values[found].text;
}

std::int64_t ParseTree::number(Index object, std::string_view key, std::int64_t otherwise) const
{
    const Index found = member(object, key);
    return found == none || m_values[found].kind != Kind::Number ? otherwise : m_values[found].number;
}

}
