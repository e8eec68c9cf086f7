// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace sqlai::sql {

/// libpg_query's JSON as one flat list in document order: no recursion builds, walks or frees it, however deep it is.
class ParseTree final
{
public:
    enum class Kind : std::uint8_t { Object, Array, Text, Number, Boolean, Null };
    using Index = std::uint32_t;
    static constexpr Index none = UINT32_MAX;

    struct Value {
        /// The member's name; empty inside an array.
        std::string_view key = {};
        std::string_view text = {};
        std::int64_t number = 0;
        /// The index behind everything that is inside this value.
        Index end = 0;
        Kind kind = Kind::Null;
    };

    /// Nothing where it is not JSON with an object at its root.
    static std::optional<ParseTree> read(std::string_view json);

    const Value &operator[](Index index) const { return m_values[index]; }
    Index size() const { return static_cast<Index>(m_values.size()); }

    bool isObject(Index index) const { return m_values[index].kind == Kind::Object; }
    bool isArray(Index index) const { return m_values[index].kind == Kind::Array; }
    /// The first value inside, if `child < (*this)[index].end`; the next one begins where it ends.
    static Index firstInside(Index index) { return index + 1; }
    Index nextAfter(Index index) const { return m_values[index].end; }

    /// The member of an object, or none.
    Index member(Index object, std::string_view key) const;
    /// The values of an array.
    std::vector<Index> elements(Index array) const;
    /// The parts of a list of names, for example {"pg_catalog", "lower"}; a part that is no name comes as "".
    std::vector<std::string_view> names(Index array) const;
    /// The text of a member; empty where there is none.
    std::string_view text(Index object, std::string_view key) const;
    /// The number of a member; `otherwise` where there is none.
    std::int64_t number(Index object, std::string_view key, std::int64_t otherwise) const;

private:
    friend class TreeReader;
    ParseTree() = default;

    std::vector<Value> m_values;
    std::unique_ptr<char[]> m_characters;
};

}
