// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/ParseTree.h"

#include "core/sql/Utf8.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sqlai::sql {
namespace {

/// In a text of JSON: stands for itself. (Letters beyond ASCII do, too, where they are sound.)
bool isPlain(char character)
{
    return static_cast<signed char>(character) >= ' ' && character != '"' && character != '\\';
}

}

/// Reads libpg_query's JSON into the flat list: one value after the other, the open brackets in a list of their own.
/// What libpg_query does not write, such as fractions or letters as \u escapes, is not read either.
class TreeReader final
{
public:
    using Index = ParseTree::Index;
    using Kind = ParseTree::Kind;

    explicit TreeReader(std::string_view json)
    {
        // A text is decoded where it stands, as it never gets longer by that: the views into it stay where they are.
        m_tree.m_characters = std::make_unique_for_overwrite<char[]>(json.size());
        m_next = m_tree.m_characters.get();
        m_end = std::copy(json.begin(), json.end(), m_next);
        m_tree.m_values.reserve(json.size() / 16);
    }

    /// Whether all of it is one value of JSON.
    bool read();
    ParseTree take() && { return std::move(m_tree); }

private:
    bool readKey();
    bool readValue();
    bool readNumber();
    std::optional<std::string_view> readText();
    /// Puts a letter beyond ASCII at `to`. Answers with the place behind it, or with nothing.
    char *readLetter(char *to);
    /// The same for the character that a backslash and what follows stand for.
    char *readEscape(char *to);
    /// Whether this stands next; then it is behind us.
    bool accept(char character)
    {
        const bool stands = m_next != m_end && *m_next == character;
        m_next += stands ? 1 : 0;
        return stands;
    }
    bool accept(std::string_view word);

    bool add(ParseTree::Value value);
    bool open(Kind kind);
    bool isOpen(Kind kind) const { return m_tree.m_values[m_open.back()].kind == kind; }
    void close();

    ParseTree m_tree;
    char *m_next = nullptr;
    char *m_end = nullptr;
    std::string_view m_key;
    std::vector<Index> m_open;
};

bool TreeReader::read()
{
    if (!readValue())
        return false;
    while (!m_open.empty()) {
        const bool isFirst = m_open.back() + 1 == m_tree.size();
        if (accept(isOpen(Kind::Object) ? '}' : ']'))
            close();
        else if (!(isFirst || accept(',')) || !readKey() || !readValue())
            return false;
    }
    return m_next == m_end;
}

bool TreeReader::readKey()
{
    if (!isOpen(Kind::Object))
        return true;
    const auto key = readText();
    if (!key)
        return false;
    m_key = *key;
    return accept(':');
}

bool TreeReader::readValue()
{
    if (m_next == m_end)
        return false;
    switch (*m_next) {
    case '{':
        return open(Kind::Object);
    case '[':
        return open(Kind::Array);
    case '"': {
        const auto text = readText();
        return text && add({.text = *text, .kind = Kind::Text});
    }
    case 't':
        return accept("true") && add({.number = 1, .kind = Kind::Boolean});
    case 'f':
        return accept("false") && add({.kind = Kind::Boolean});
    case 'n':
        return accept("null") && add({.kind = Kind::Null});
    default:
        return readNumber();
    }
}

bool TreeReader::readNumber()
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(m_next, m_end, number);
    if (error != std::errc())
        return false;
    m_next += end - m_next;
    return add({.number = number, .kind = Kind::Number});
}

std::optional<std::string_view> TreeReader::readText()
{
    if (!accept('"'))
        return std::nullopt;
    const char *const begin = m_next;
    char *to = m_next;
    while (true) {
        char *const stop = std::find_if_not(m_next, m_end, isPlain);
        // Behind an escape what follows moves up.
        to = to == m_next ? stop : std::copy(m_next, stop, to);
        m_next = stop;
        if (accept('"'))
            return std::string_view(begin, static_cast<std::size_t>(to - begin));
        to = m_next != m_end && *m_next == '\\' ? readEscape(to) : readLetter(to);
        if (!to)
            return std::nullopt;
    }
}

char *TreeReader::readLetter(char *to)
{
    if (m_next == m_end || static_cast<unsigned char>(*m_next) < 0x80)
        return nullptr;
    const int length = codePointAt(QByteArrayView(m_next, m_end), 0).length;
    char *const end = std::copy(m_next, m_next + length, to);
    m_next += length;
    return length > 0 ? end : nullptr;
}

char *TreeReader::readEscape(char *to)
{
    constexpr std::string_view letters = R"("\/bfnrt)";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    constexpr std::ptrdiff_t unicodeLength = 6;
    if (m_end - m_next < 2)
        return nullptr;
    if (const auto letter = letters.find(m_next[1]); letter != std::string_view::npos) {
        *to = meanings[letter];
        m_next += 2;
        return to + 1;
    }
    unsigned value = 0;
    if (m_next[1] != 'u' || m_end - m_next < unicodeLength
        || std::from_chars(m_next + 2, m_next + unicodeLength, value, 16).ptr != m_next + unicodeLength || value == 0
        || value >= 0x80)
        return nullptr;
    *to = static_cast<char>(value);
    m_next += unicodeLength;
    return to + 1;
}

bool TreeReader::accept(std::string_view word)
{
    if (!std::string_view(m_next, static_cast<std::size_t>(m_end - m_next)).starts_with(word))
        return false;
    m_next += word.size();
    return true;
}

bool TreeReader::add(ParseTree::Value value)
{
    value.key = std::exchange(m_key, {});
    value.end = m_tree.size() + 1;
    m_tree.m_values.push_back(value);
    return true;
}

bool TreeReader::open(Kind kind)
{
    ++m_next;
    m_open.push_back(m_tree.size());
    return add({.kind = kind});
}

void TreeReader::close()
{
    m_tree.m_values[m_open.back()].end = m_tree.size();
    m_open.pop_back();
}

std::optional<ParseTree> ParseTree::read(std::string_view json)
{
    TreeReader reader(json);
    if (!reader.read())
        return std::nullopt;
    ParseTree tree = std::move(reader).take();
    if (!tree.isObject(0))
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
    if (array == none || !isArray(array))
        return parts;
    parts.reserve(2);
    for (Index i = firstInside(array); i < m_values[array].end; i = nextAfter(i)) {
        const Index name = member(i, "String");
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
