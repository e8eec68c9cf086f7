// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/SteeringText.h"

#include <QChar>
#include <QList>

#include <algorithm>
#include <array>

namespace sqlai {
namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// Letters and marks that fonts show as nothing; Unicode's categories do not tell them from others.
constexpr std::array blanks{
    Range{0x034f, 0x034f}, Range{0x115f, 0x1160}, Range{0x17b4, 0x17b5}, Range{0x180b, 0x180f},   Range{0x2800, 0x2800},
    Range{0x3164, 0x3164}, Range{0xfe00, 0xfe0f}, Range{0xffa0, 0xffa0}, Range{0xe0000, 0xe0fff},
};

}

bool isSteering(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

bool hasSteering(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), isSteering);
}

bool isUnseen(char32_t character)
{
    if (isSteering(character))
        return true;
    if (QChar::category(character) == QChar::Separator_Space)
        return character != U' ';
    return std::any_of(blanks.begin(), blanks.end(),
                       [&](const Range &range) { return character >= range.first && character <= range.last; });
}

}
