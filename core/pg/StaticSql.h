// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace sqlai::pg {

/// A statement of our own (catalogue queries, session set-up). It can be made from a string literal only, at compile
/// time, so that no text from outside can become one.
class StaticSql final
{
public:
    template <std::size_t N>
    consteval StaticSql(const char (&literal)[N])
        : m_text(literal)
    {
    }

    const char *text() const { return m_text; }

private:
    const char *m_text;
};

}
