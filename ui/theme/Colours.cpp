// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Colours.h"

namespace sqlai::ui {

const Colours &coloursOf(Scheme scheme)
{
    static const Colours light{
        .window = 0xf5f6f8,
        .surface = 0xffffff,
        .raised = 0xffffff,
        .hairline = 0xe0e3e9,
        .inputBorder = 0x868e9b,
        .text = 0x1a1e26,
        .muted = 0x59626f,
        .accent = 0x2a56cf,
        .accentSoft = 0xe7edfd,
        .onAccent = 0xffffff,
        .ok = 0x156b3e,
        .okSoft = 0xe3f4ea,
        .warning = 0x7d5300,
        .warningSoft = 0xfdf1d8,
        .danger = 0xa82a22,
        .dangerSoft = 0xfce8e6,
        .selection = 0xe3ecfe,
        .otherRow = 0xfafbfc,
        .gutter = 0xf5f6f8,
        .sqlKeyword = 0x2a56cf,
        .sqlString = 0x156b3e,
        .sqlNumber = 0x83399f,
        .sqlComment = 0x616a77,
    };
    static const Colours dark{
        .window = 0x15171c,
        .surface = 0x1c1f26,
        .raised = 0x232730,
        .hairline = 0x2d323c,
        .inputBorder = 0x6b7484,
        .text = 0xe4e7ed,
        .muted = 0xa3adbb,
        .accent = 0x86a8ff,
        .accentSoft = 0x243156,
        .onAccent = 0x10131a,
        .ok = 0x63c993,
        .okSoft = 0x173526,
        .warning = 0xe3b04b,
        .warningSoft = 0x3a2f15,
        .danger = 0xf0857c,
        .dangerSoft = 0x41211f,
        .selection = 0x27345a,
        .otherRow = 0x1f232a,
        .gutter = 0x191c22,
        .sqlKeyword = 0x8fb0ff,
        .sqlString = 0x7fd0a2,
        .sqlNumber = 0xd3a0ef,
        .sqlComment = 0x99a3b1,
    };
    return scheme == Scheme::Dark ? dark : light;
}

}
