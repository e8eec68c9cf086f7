// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Secret.h"

namespace sqlai {

Secret::~Secret()
{
    // Through volatile, so that the compiler may not leave the dead stores out.
    volatile char *bytes = m_bytes.isEmpty() ? nullptr : m_bytes.data();
    for (qsizetype i = 0; i < m_bytes.size(); ++i)
        bytes[i] = 0;
}

}
