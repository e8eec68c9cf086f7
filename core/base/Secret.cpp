// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Secret.h"

namespace sqlai {

Secret::~Secret()
{
    if (m_bytes.isEmpty())
        return;
    // Through volatile, so that the compiler may not leave the dead stores out.
    volatile char *bytes = m_bytes.data();
    for (qsizetype i = 0; i < m_bytes.size(); ++i)
        bytes[i] = 0;
}

}
