// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/QuestionLog.h"

#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

struct Question {
    QString userId = {};
    int limit = 0;
    qint64 window = 0;
    qint64 now = 0;
};

/// When the user asked within the window, oldest first.
Result<QList<qint64>> timesAsked(const QSqlDatabase &database, const Question &question)
{
    auto query = execute(database,
                         u"SELECT asked_at FROM questions_asked WHERE user_id = ? AND asked_at > ? AND asked_at <= ? "
                         "ORDER BY asked_at"_s,
                         {question.userId, question.now - question.window, question.now});
    if (!query)
        return query.error();
    QList<qint64> times;
    while (query->next())
        times.append(query->value(0).toLongLong());
    return times;
}

QuestionSlot slotOf(const QList<qint64> &times, const Question &question)
{
    QuestionSlot slot{.left = qMax(0, question.limit - static_cast<int>(times.size()))};
    if (slot.left == 0) {
        // Free again when so many have left the window that one less than the limit is in it.
        const qsizetype mustLeave = times.size() - qMax(question.limit, 1);
        const qint64 from = mustLeave >= 0 ? times[mustLeave] : question.now;
        slot.nextFreeAt = QDateTime::fromMSecsSinceEpoch(from + question.window, Qt::UTC);
    }
    return slot;
}

Result<QuestionSlot> takeNow(const QSqlDatabase &database, const Question &question)
{
    // Times to come are from before the clock was put back.
    const auto forgotten =
        execute(database, u"DELETE FROM questions_asked WHERE user_id = ? AND (asked_at <= ? OR asked_at > ?)"_s,
                {question.userId, question.now - question.window, question.now});
    if (!forgotten)
        return forgotten.error();
    const auto times = timesAsked(database, question);
    if (!times)
        return times.error();
    QuestionSlot slot = slotOf(*times, question);
    if (slot.left == 0)
        return slot;
    const auto kept =
        execute(database, u"INSERT INTO questions_asked VALUES (?, ?)"_s, {question.userId, question.now});
    if (!kept)
        return kept.error();
    slot.isTaken = true;
    --slot.left;
    return slot;
}

}

QuestionLog::QuestionLog(LocalDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

QFuture<Result<QuestionSlot>> QuestionLog::take(const QString &userId, int limit, std::chrono::milliseconds window)
{
    return m_database.run([=, &clock = m_clock](const QSqlDatabase &database) {
        return inTransaction(database, [&] {
            // Read inside the transaction: times must not run backwards between programs that wait for each other.
            return takeNow(database, {.userId = notNull(userId),
                                      .limit = limit,
                                      .window = window.count(),
                                      .now = clock.now().toMSecsSinceEpoch()});
        });
    });
}

}
