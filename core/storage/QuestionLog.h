// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/base/Result.h"

#include <QDateTime>
#include <QFuture>
#include <QString>

#include <chrono>

namespace sqlai::storage {

class LocalDatabase;

/// Whether a question may be asked now.
struct QuestionSlot {
    bool isTaken = false;
    /// Questions that may follow at once.
    int left = 0;
    /// When the next one is free, where this one was not taken.
    QDateTime nextFreeAt = {};
};

/// When each user asked, over all programs of the workspace: the memory of the rate limit. Safe in every thread.
class QuestionLog final
{
public:
    QuestionLog(LocalDatabase &database, const Clock &clock);

    /// Takes a slot if the user asked fewer than `limit` questions within the `window` that ends now. A clock that
    /// was put back locks nobody out. Errors: Storage.
    QFuture<Result<QuestionSlot>> take(const QString &userId, int limit, std::chrono::milliseconds window);

private:
    LocalDatabase &m_database;
    const Clock &m_clock;
};

}
