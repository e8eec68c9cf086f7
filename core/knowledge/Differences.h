// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Example.h"
#include "core/knowledge/QuestionReading.h"

#include <QList>

namespace sqlai::knowledge {

/// An example's texts as they were read.
struct ExampleReading {
    QuestionReading question = {};
    /// Of description and name: what they say may be asked for, but need not.
    QuestionReading description = {};
};

/// What decides about the answer and is not the same in both; empty where the example's SQL answers what was asked as
/// far as words can tell. In doubt it names a difference: no answer is better than a wrong one.
QList<Difference> differencesOf(const QuestionReading &asked, const ExampleReading &example);

}
