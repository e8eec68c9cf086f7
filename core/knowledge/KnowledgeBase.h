// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/knowledge/Example.h"

#include <QFuture>
#include <QList>
#include <QString>

#include <memory>

namespace sqlai::knowledge {

/// A file that gives no example, and why.
struct Problem {
    /// Its name without the folder.
    QString file = {};
    Error error = {};

    bool operator==(const Problem &) const = default;
};

/// What a folder of examples holds, both lists sorted by file name.
struct Loaded {
    QList<Example> examples = {};
    QList<Problem> problems = {};
    /// Grows whenever a file came, went or changed: what was built from the examples stands as long as it stays.
    quint64 revision = 0;
};

/// A folder of .sql files, not looked into further down. One broken file never hides the others.
class KnowledgeBase final
{
public:
    explicit KnowledgeBase(const QString &folder);
    ~KnowledgeBase();
    KnowledgeBase(const KnowledgeBase &) = delete;
    KnowledgeBase &operator=(const KnowledgeBase &) = delete;

    const QString &folder() const;
    /// Reads the folder on the thread pool; may outlive this object. Asked again, it reads only the files whose size or
    /// time have changed. A folder that is not there is empty. Error: File (the folder cannot be read).
    QFuture<Result<Loaded>> load();

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}
