// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/VectorRepository.h"

#include "core/storage/LocalDatabase.h"
#include "core/storage/Sqlite.h"

#include <QCryptographicHash>
#include <QHash>
#include <QtEndian>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sqlai::storage {
namespace {

/// Well below SQLite's limit of 32,766 bound values.
constexpr qsizetype textsAtOnce = 1'000;

/// What a vector is found by.
QByteArray hashOf(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

/// A vector that nobody has looked for in so many days goes: questions are many, and asked anew they cost little.
constexpr int daysKept = 90;
/// Looking for one is noted as often as that, in created_at: a search shall not write each time.
constexpr int daysBetweenNotes = 30;

QByteArray toBlob(const std::vector<float> &vector)
{
    const auto count = static_cast<qsizetype>(vector.size());
    QByteArray blob(count * qsizetype{sizeof(float)}, Qt::Uninitialized);
    qToLittleEndian<float>(vector.data(), count, blob.data());
    return blob;
}

std::vector<float> fromBlob(const QByteArray &blob)
{
    constexpr auto width = qsizetype{sizeof(float)};
    if (blob.isEmpty() || blob.size() % width != 0)
        return {};
    std::vector<float> vector(static_cast<std::size_t>(blob.size() / width));
    qFromLittleEndian<float>(blob.constData(), blob.size() / width, vector.data());
    const bool isSound = std::ranges::all_of(vector, [](float value) { return std::isfinite(value); });
    return isSound ? vector : std::vector<float>();
}

QString questionMarks(qsizetype count)
{
    QStringList marks;
    marks.fill(u"?"_s, count);
    return marks.join(u',');
}

using Vectors = QList<std::vector<float>>;

Result<void> noteUse(const QSqlDatabase &database, const QString &space, const QVariantList &hashes,
                     const QDateTime &now)
{
    const auto noted = execute(
        database,
        u"UPDATE vectors SET created_at = ? WHERE model = ? AND hash IN (%1)"_s.arg(questionMarks(hashes.size())),
        QVariantList{fromTime(now), notNull(space)} + hashes);
    return noted ? Result<void>() : Result<void>(noted.error());
}

/// Fills in what is stored for the texts from `first` on.
Result<void> findSome(const QSqlDatabase &database, const QString &space, const QStringList &texts, qsizetype first,
                      const QDateTime &now, Vectors &vectors)
{
    QList<QByteArray> wanted;
    QVariantList values{notNull(space)};
    for (const QString &text : texts.mid(first, textsAtOnce)) {
        wanted.append(hashOf(text));
        values.append(wanted.last());
    }
    auto rows = execute(database,
                        u"SELECT hash, vector, created_at FROM vectors WHERE model = ? AND hash IN (%1)"_s.arg(
                            questionMarks(wanted.size())),
                        values);
    if (!rows)
        return rows.error();
    QHash<QByteArray, std::vector<float>> found;
    QVariantList longUnnoted;
    while (rows->next()) {
        found.insert(rows->value(0).toByteArray(), fromBlob(rows->value(1).toByteArray()));
        if (toTime(rows->value(2)) < now.addDays(-daysBetweenNotes))
            longUnnoted.append(rows->value(0));
    }
    for (qsizetype i = 0; i < wanted.size(); ++i)
        vectors[first + i] = found.value(wanted[i]);
    return longUnnoted.isEmpty() ? Result<void>() : noteUse(database, space, longUnnoted, now);
}

Result<void> forgetOtherLengths(const QSqlDatabase &database, const QString &space, qsizetype bytes)
{
    // Two ranges rather than <>, which no index answers.
    const auto forgotten =
        execute(database, u"DELETE FROM vectors WHERE model = ? AND (length(vector) < ? OR length(vector) > ?)"_s,
                {notNull(space), bytes, bytes});
    return forgotten ? Result<void>() : Result<void>(forgotten.error());
}

Result<void> forgetUnused(const QSqlDatabase &database, const QDateTime &now)
{
    const auto forgotten =
        execute(database, u"DELETE FROM vectors WHERE created_at < ?"_s, {fromTime(now.addDays(-daysKept))});
    return forgotten ? Result<void>() : Result<void>(forgotten.error());
}

Result<void> storeNow(const QSqlDatabase &database, const QString &space, const QList<TextVector> &vectors,
                      const QDateTime &now)
{
    QSqlQuery insert(database);
    if (!insert.prepare(u"INSERT OR REPLACE INTO vectors (model, hash, vector, created_at) VALUES (?, ?, ?, ?)"_s))
        return storageError(database, insert.lastError());
    for (const TextVector &one : vectors) {
        insert.bindValue(0, notNull(space));
        insert.bindValue(1, hashOf(one.text));
        insert.bindValue(2, toBlob(one.vector));
        insert.bindValue(3, fromTime(now));
        if (!insert.exec())
            return storageError(database, insert.lastError());
    }
    const auto length = static_cast<qsizetype>(vectors.last().vector.size());
    return forgetOtherLengths(database, space, length * qsizetype{sizeof(float)});
}

}

VectorRepository::VectorRepository(LocalDatabase &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

QFuture<Result<Vectors>> VectorRepository::find(const QString &space, const QStringList &texts)
{
    return m_database.run([space, texts, now = m_clock.now()](const QSqlDatabase &database) -> Result<Vectors> {
        Vectors vectors(texts.size());
        for (qsizetype first = 0; first < texts.size(); first += textsAtOnce) {
            if (const auto read = findSome(database, space, texts, first, now, vectors); !read)
                return read.error();
        }
        return vectors;
    });
}

QFuture<Result<void>> VectorRepository::store(const QString &space, const QList<TextVector> &vectors)
{
    // Once a start: it reads through all of them.
    const bool isFirst = !vectors.isEmpty() && !m_hasForgotten.exchange(true);
    return m_database.run([space, vectors, isFirst, now = m_clock.now()](const QSqlDatabase &database) -> Result<void> {
        if (vectors.isEmpty())
            return {};
        return inTransaction(database, [&]() -> Result<void> {
            if (auto stored = storeNow(database, space, vectors, now); !stored)
                return stored;
            return isFirst ? forgetUnused(database, now) : Result<void>();
        });
    });
}

}
