// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/AttemptRepository.h"

#include "core/storage/AttemptRow.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/ProcessLock.h"
#include "core/storage/Sqlite.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

using report::Attempt;
using report::AttemptStatus;

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::storage::AttemptRepository", text);
}

Error notFound(qint64 id)
{
    return {.code = ErrorCode::NotFound,
            .detail =
                tr("There is no question or statement with the number %1. The history lists what there is.").arg(id)};
}

QString questionMarks(qsizetype count)
{
    QStringList marks;
    marks.fill(u"?"_s, count);
    return marks.join(u", "_s);
}

Result<Attempt> findNow(const QSqlDatabase &database, qint64 id)
{
    auto query = execute(database, u"SELECT id, "_s + attemptColumns() + u" FROM attempts WHERE id = ?"_s, {id});
    if (!query)
        return query.error();
    if (!query->next())
        return notFound(id);
    return attemptFromRow(*query);
}

/// Writes the row where `condition` holds as well; whether there was such a row.
Result<bool> overwrite(const QSqlDatabase &database, const Attempt &attempt, const QString &processLock,
                       const QString &condition, const QVariantList &conditionValues)
{
    const QVariantList values = attemptValues(attempt);
    const QString sql = u"UPDATE attempts SET (%1, process_lock) = (%2) WHERE id = ? AND %3"_s.arg(
        attemptColumns(), questionMarks(values.size() + 1), condition);
    const auto query = execute(database, sql, values + QVariantList{processLock, attempt.id} + conditionValues);
    if (!query)
        return query.error();
    return query->numRowsAffected() > 0;
}

/// The WHERE of a filter, its values bound.
struct Condition {
    QStringList parts = {};
    QVariantList values = {};

    void add(const QString &part, const QVariantList &more)
    {
        parts.append(part);
        values += more;
    }
    QString text() const { return parts.isEmpty() ? u"true"_s : parts.join(u" AND "_s); }
};

/// A word too short for the index of three characters. LIKE folds only ASCII, so both cases are asked for.
void addShortWord(Condition &condition, const QString &word)
{
    QString escaped = word;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    QStringList forms{escaped, escaped.toLower(), escaped.toUpper()};
    if (escaped.size() > 1)
        forms.append(escaped.left(1).toUpper() + escaped.mid(1).toLower());
    forms.removeDuplicates();
    QStringList alternatives;
    QVariantList patterns;
    for (const QString &form : std::as_const(forms)) {
        alternatives.append(uR"(question LIKE ? ESCAPE '\' OR sql LIKE ? ESCAPE '\')"_s);
        const QString pattern = u'%' + form + u'%';
        patterns << pattern << pattern;
    }
    condition.add(u'(' + alternatives.join(u" OR "_s) + u')', patterns);
}

void addSearch(Condition &condition, const QString &search)
{
    constexpr qsizetype indexedCharacters = 3;
    QStringList phrases;
    const QStringList words = search.simplified().split(u' ', Qt::SkipEmptyParts);
    for (QString word : words) {
        if (word.toUcs4().size() < indexedCharacters)
            addShortWord(condition, word);
        else
            phrases.append(u'"' + word.replace(u'"', u"\"\""_s) + u'"');
    }
    if (!phrases.isEmpty()) {
        condition.add(u"id IN (SELECT rowid FROM attempts_search WHERE attempts_search MATCH ?)"_s,
                      {phrases.join(u' ')});
    }
}

Condition conditionOf(const report::HistoryFilter &filter)
{
    Condition condition;
    if (!filter.userId.isEmpty())
        condition.add(u"user_id = ?"_s, {filter.userId});
    if (!filter.statuses.isEmpty()) {
        QVariantList names;
        for (const AttemptStatus status : filter.statuses)
            names.append(report::attemptStatusName(status));
        condition.add(u"status IN (%1)"_s.arg(questionMarks(names.size())), names);
    }
    addSearch(condition, filter.search);
    return condition;
}

Result<report::HistoryPage> listNow(const QSqlDatabase &database, const report::HistoryFilter &filter)
{
    const Condition condition = conditionOf(filter);
    report::HistoryPage page{.page = qMax(filter.page, 1), .pageSize = qMax(filter.pageSize, 1)};
    auto count = execute(database, u"SELECT count(*) FROM attempts WHERE "_s + condition.text(), condition.values);
    if (!count)
        return count.error();
    if (count->next())
        page.total = count->value(0).toLongLong();

    // The ids are found in an index alone; only the rows of the page are read.
    const QString sql = u"SELECT id, %1 FROM attempts WHERE id IN (SELECT id FROM attempts WHERE %2 "
                        "ORDER BY id DESC LIMIT ? OFFSET ?) ORDER BY id DESC"_s.arg(attemptColumns(), condition.text());
    const qint64 offset = (qint64{page.page} - 1) * page.pageSize;
    auto rows = execute(database, sql, condition.values + QVariantList{page.pageSize, offset});
    if (!rows)
        return rows.error();
    while (rows->next())
        page.attempts.append(attemptFromRow(*rows));
    return page;
}

struct Unfinished {
    Attempt attempt = {};
    QString processLock = {};
};

Result<QList<Unfinished>> unfinishedNow(const QSqlDatabase &database)
{
    auto rows = execute(database, u"SELECT id, "_s + attemptColumns()
                                      + u", process_lock FROM attempts WHERE status IN ('generating', 'running')"_s);
    if (!rows)
        return rows.error();
    QList<Unfinished> unfinished;
    while (rows->next())
        unfinished.append({attemptFromRow(*rows), rows->value(u"process_lock"_s).toString()});
    return unfinished;
}

bool isWhole(ResultState state)
{
    return state == ResultState::Complete || state == ResultState::Capped;
}

Attempt ended(Attempt attempt, const AttemptRepository::StoredResult &stored, const QDateTime &now)
{
    const bool wasRunning = attempt.status == AttemptStatus::Running;
    attempt.finishedAt = now;
    attempt.rows = stored.rows;
    if (wasRunning && isWhole(stored.state)) {
        attempt.status = AttemptStatus::Success;
        attempt.hasResult = true;
        attempt.isCapped = stored.state == ResultState::Capped;
        return attempt;
    }
    attempt.status = wasRunning ? AttemptStatus::FailedExecution : AttemptStatus::FailedGeneration;
    attempt.hasResult = stored.rows > 0;
    attempt.isPartial = stored.rows > 0;
    attempt.error = Error{.code = ErrorCode::Interrupted,
                          .detail = wasRunning ? tr("Interrupted: the program ended while it ran. Run it again.")
                                               : tr("Interrupted: the program ended before there was an answer. Ask "
                                                    "again.")};
    return attempt;
}

Result<void> settleNow(const QSqlDatabase &database, const Attempt &settled, const QString &processLock)
{
    if (const auto written = overwrite(database, settled, processLock, u"true"_s, {}); !written)
        return written.error();
    if (settled.status == AttemptStatus::Success)
        return {}; // What a manifest says of a whole result is true already.
    const auto kept = execute(database, u"UPDATE results SET row_count = ?, state = 'partial' WHERE attempt_id = ?"_s,
                              {settled.rows, settled.id});
    return kept ? Result<void>() : Result<void>(kept.error());
}

}

AttemptRepository::AttemptRepository(LocalDatabase &database, QString processLock, const Clock &clock)
    : m_database(database)
    , m_processLock(std::move(processLock))
    , m_clock(clock)
{
}

QFuture<Result<Attempt>> AttemptRepository::insert(const Attempt &attempt)
{
    return m_database.run([attempt, lock = m_processLock](const QSqlDatabase &database) -> Result<Attempt> {
        const QVariantList values = attemptValues(attempt) + QVariantList{lock};
        const auto query = execute(database,
                                   u"INSERT INTO attempts (%1, process_lock) VALUES (%2)"_s.arg(
                                       attemptColumns(), questionMarks(values.size())),
                                   values);
        if (!query)
            return query.error();
        Attempt stored = attempt;
        stored.id = query->lastInsertId().toLongLong();
        return stored;
    });
}

QFuture<Result<void>> AttemptRepository::update(const Attempt &attempt)
{
    return m_database.run([attempt, lock = m_processLock](const QSqlDatabase &database) -> Result<void> {
        const auto isThere = overwrite(database, attempt, lock, u"true"_s, {});
        if (!isThere)
            return isThere.error();
        return *isThere ? Result<void>() : Result<void>(notFound(attempt.id));
    });
}

QFuture<Result<void>> AttemptRepository::updateFrom(AttemptStatus expected, const Attempt &attempt)
{
    return m_database.run([expected, attempt, lock = m_processLock](const QSqlDatabase &database) -> Result<void> {
        const auto isThere = overwrite(database, attempt, lock, u"status = ?"_s, {report::attemptStatusName(expected)});
        if (!isThere)
            return isThere.error();
        if (*isThere)
            return {};
        const auto found = findNow(database, attempt.id);
        if (!found)
            return found.error();
        return Error{.code = ErrorCode::Usage,
                     .detail =
                         tr("Number %1 was started elsewhere meanwhile. Look at it in the history.").arg(attempt.id)};
    });
}

QFuture<Result<Attempt>> AttemptRepository::find(qint64 id)
{
    return m_database.run([id](const QSqlDatabase &database) { return findNow(database, id); });
}

QFuture<Result<report::HistoryPage>> AttemptRepository::list(const report::HistoryFilter &filter)
{
    return m_database.run([filter](const QSqlDatabase &database) { return listNow(database, filter); });
}

QFuture<Result<QList<Attempt>>> AttemptRepository::interruptLost(const StoredResults &storedResults)
{
    return m_database.run([storedResults, workspace = m_database.workspaceFolder(), ownLock = m_processLock,
                           now = m_clock.now()](const QSqlDatabase &database) -> Result<QList<Attempt>> {
        // One transaction: a program that starts at the same time must not end the same attempts once more.
        return inTransaction(database, [&]() -> Result<QList<Attempt>> {
            const auto unfinished = unfinishedNow(database);
            if (!unfinished)
                return unfinished.error();
            QList<Attempt> lost;
            for (const Unfinished &one : *unfinished) {
                if (one.processLock == ownLock || !ProcessLock::isFree(workspace, one.processLock))
                    continue;
                const bool wasRunning = one.attempt.status == AttemptStatus::Running;
                const auto stored = wasRunning ? storedResults(one.attempt.id) : StoredResult();
                const Attempt settled = ended(one.attempt, stored, now);
                if (const auto written = settleNow(database, settled, ownLock); !written)
                    return written.error();
                lost.append(settled);
            }
            return lost;
        });
    });
}

}
