// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <chrono>

namespace sqlai::query {

/// Of a question that took longer than it may: Timeout, with the way to more time.
Error askTimedOut(std::chrono::milliseconds timeout);

}
