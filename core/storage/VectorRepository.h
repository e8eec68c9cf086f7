// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <QFuture>
#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <vector>

namespace sqlai::storage {

class LocalDatabase;

struct TextVector {
    QString text = {};
    std::vector<float> vector = {};
};

/// Vectors of texts, by space (whose vectors may be compared: endpoint and model) and content, so that no text is sent
/// twice. Those that nobody looks for in 90 days go. Safe in every thread; answers come from the store's worker. Every
/// call can fail with Storage.
class VectorRepository final
{
public:
    VectorRepository(LocalDatabase &database, const Clock &clock);

    /// One a text, in their order; an empty vector where none is stored, or where what is stored is none (its bytes are
    /// no whole number of float32, or one of these is not finite).
    QFuture<Result<QList<std::vector<float>>>> find(const QString &space, const QStringList &texts);
    /// Stores all or none of them, over what was there. Vectors of the same space but of another length go: the name
    /// stands for another model now, and theirs cannot be compared with these.
    QFuture<Result<void>> store(const QString &space, const QList<TextVector> &vectors);

private:
    LocalDatabase &m_database;
    const Clock &m_clock;
    std::atomic<bool> m_hasForgotten = false;
};

}
