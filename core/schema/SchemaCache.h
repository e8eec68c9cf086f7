// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/base/Clock.h"
#include "core/schema/SchemaSource.h"

#include <QDateTime>
#include <QObject>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <vector>

namespace sqlai::schema {

/// A schema with the moment at which it was read from the server (UTC).
struct KnownSchema {
    Schema schema = {};
    QDateTime readAt = {};
};

/// The last schema that was read on one connection, kept in memory and, over the program's end, as JSON files in a
/// folder of the connection's own below `folder`. Lives in the main thread and never blocks it.
class SchemaCache final : public QObject
{
    Q_OBJECT

public:
    /// `folder` is the workspace's schema folder, `connectionKey` ConnectionProfile::key().
    SchemaCache(SchemaSource &source, const Clock &clock, const QString &folder, const QString &connectionKey,
                QObject *parent = nullptr);
    ~SchemaCache() override;

    /// The schema in force; read from the folder, or by itself from the server, when there is none yet. Files that
    /// cannot be read are as good as none.
    QFuture<Result<Schema>> current(const CancelToken &token);
    /// Reads it anew. When that fails, the old one stays in force.
    QFuture<Result<Schema>> refresh(const CancelToken &token);

    /// What is in force by now; nothing before the first answer.
    const std::optional<KnownSchema> &known() const { return m_known; }
    /// The folder of this connection's files.
    const QString &folder() const { return m_folder; }

Q_SIGNALS:
    /// Another schema is in force.
    void refreshed();

private:
    struct Waiter {
        quint64 number = 0;
        std::shared_ptr<QPromise<Result<Schema>>> promise = {};
        CancelToken::Registration registration = {};
    };

    QFuture<Result<Schema>> wait(const CancelToken &token);
    void load();
    void read();
    void accept(const Result<Schema> &result);
    void store(const KnownSchema &known);
    void answer(const Result<Schema> &result);
    void leave(quint64 waiter);

    SchemaSource &m_source;
    const Clock &m_clock;
    QString m_folder;
    std::optional<KnownSchema> m_known;
    /// All who wait share one way to the server.
    std::vector<Waiter> m_waiting;
    /// Never given twice: an address would soon be another waiter's.
    quint64 m_lastWaiter = 0;
    bool m_isServerWanted = false;
    CancelSource m_running;
    /// Tells a late answer, that nobody waits for any more, from the one at hand.
    int m_request = 0;
    /// One thread, so that files are written in the order of the reads; waits for the last one at the end.
    QThreadPool m_files;
};

}
