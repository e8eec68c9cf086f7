// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Utf8.h"

#include <algorithm>

namespace sqlai::sql {
namespace {

bool isContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}

CodePoint codePointAt(QByteArrayView text, qsizetype offset)
{
    const auto lead = static_cast<unsigned char>(text[offset]);
    if (lead < 0x80)
        return {.value = lead, .length = 1};
    const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || offset + length > text.size())
        return {};
    char32_t value = lead & (0x7FU >> length);
    for (int i = 1; i < length; ++i) {
        const char byte = text[offset + i];
        if (!isContinuation(byte))
            return {};
        value = (value << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    const char32_t smallest = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
    const bool isSurrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest || isSurrogate || value > 0x10FFFF)
        return {};
    return {.value = value, .length = length};
}

int characterPosition(QByteArrayView text, qsizetype offset)
{
    if (offset < 0)
        return 0;
    const QByteArrayView before = text.first(std::min(offset, text.size()));
    return 1 + static_cast<int>(std::count_if(before.begin(), before.end(), [](char c) { return !isContinuation(c); }));
}

}
