// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/query/ExampleProvider.h"

#include <QString>

#include <memory>

namespace sqlai {
class Clock;
class Timers;
namespace knowledge {
class ExampleSearch;
class KnowledgeBase;
}
namespace settings {
struct Settings;
}
namespace sql {
class SqlGuard;
}
namespace storage {
class LocalDatabase;
}
}

namespace sqlai::app {

/// What answering stands on. Everything outlives the Answers.
struct AnswerParts {
    const settings::Settings &settings;
    const Clock &clock;
    Timers &timers;
    storage::LocalDatabase &database;
    const sql::SqlGuard &guard;
    knowledge::KnowledgeBase &knowledge;
    knowledge::ExampleSearch &examples;
};

/// Who answers the questions on a connection: a model where the settings want one, else the examples alone.
class Answers final
{
public:
    explicit Answers(const AnswerParts &parts);
    ~Answers();
    Answers(const Answers &) = delete;
    Answers &operator=(const Answers &) = delete;

    query::AnswerProvider &provider();
    /// As the settings name it; empty where no model is asked.
    QString modelName() const;

private:
    struct Model;

    query::ExampleProvider m_fromExamples;
    std::unique_ptr<Model> m_model;
};

}
