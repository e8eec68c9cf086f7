// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sqlai::sql {

struct CodePoint {
    char32_t value = 0;
    /// Bytes that it takes; 0 where the bytes are not UTF-8.
    int length = 0;
};

/// The code point at `offset`. Strict as PostgreSQL is: no overlong form, no surrogate, nothing beyond U+10FFFF.
CodePoint codePointAt(QByteArrayView text, qsizetype offset);

/// The place of a byte in characters, the first being 1; of well-formed text. 0 for a negative offset.
int characterPosition(QByteArrayView text, qsizetype offset);

}
