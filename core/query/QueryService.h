// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Actor.h"
#include "core/base/Result.h"
#include "core/exporting/CsvExport.h"
#include "core/query/Flow.h"
#include "core/report/Attempt.h"
#include "core/report/Verdict.h"
#include "core/results/PageCache.h"

#include <QFuture>
#include <QObject>

#include <memory>
#include <optional>

namespace sqlai::query {

struct QueryParts;

/// How an export is wanted.
struct ExportRequest {
    qint64 attemptId = 0;
    QString path = {};
    exporting::CsvOptions csv = {};
    /// More rows than this are refused (OverLimit, with the count); 0 is the setting's limit.
    qint64 maximumRows = 0;
    /// Whether a result that did not arrive whole may be written.
    bool isPartialAllowed = false;
};

/// A stored result, open for paging.
struct OpenedResult {
    report::Attempt attempt = {};
    std::shared_ptr<results::PageCache> pages = {};
};

/// The one door of window and command line to questions, runs, results, history and export. Every call carries who
/// acts: a user reaches only their own attempts, an admin everyone's. Lives in the main thread; never blocks.
class QueryService final : public QObject
{
    Q_OBJECT

public:
    explicit QueryService(const QueryParts &parts, QObject *parent = nullptr);
    ~QueryService() override;

    /// Asks. Ends as not_executed with SQL, failed_generation or cancelled. Counts against the rate limit.
    Flow *ask(const Actor &actor, const QString &question);
    /// Runs a statement typed by hand, or an edited answer (`question` says to what; may be empty), as a new attempt.
    Flow *runSql(const Actor &actor, const QString &sql, const QString &question = {});
    /// Runs an attempt that has no result, in its place. Where it has one, the flow fails with Usage: rerun it.
    Flow *run(const Actor &actor, qint64 attemptId);
    /// Runs an attempt's SQL once more, as a new attempt.
    Flow *rerun(const Actor &actor, qint64 attemptId);

    QFuture<Result<report::Attempt>> attempt(const Actor &actor, qint64 attemptId);
    QFuture<Result<report::HistoryPage>> history(const Actor &actor, const report::HistoryFilter &filter);
    /// Opens a stored result without running it again; also one that still arrives.
    QFuture<Result<OpenedResult>> openResult(const Actor &actor, qint64 attemptId);
    QFuture<Result<exporting::ExportSummary>> exportCsv(const Actor &actor, const ExportRequest &request,
                                                        const CancelToken &token,
                                                        exporting::ExportProgress progress = {});
    /// Why exportCsv() would refuse this attempt, before anybody names a file; nothing where it would not.
    std::optional<Error> exportRefusal(const ExportRequest &request, const report::Attempt &attempt) const;

    /// The guard's judgement of a text, without a server.
    report::Verdict check(QByteArrayView sql) const;
    /// The judgement of all layers, those of the server's among them; nothing is run. Errors: Connection, Storage ...
    QFuture<Result<report::Verdict>> check(const Actor &actor, const QByteArray &sql, const CancelToken &token);
    /// Whether a flow has not finished yet; what a program must wait for before it ends.
    bool isBusy() const;
    /// Ends every flow soon; becameIdle() follows when the last has been stored.
    void cancelAll();

Q_SIGNALS:
    /// An attempt was made, changed its status or got a result: lists may want to look again.
    void attemptChanged(const sqlai::report::Attempt &attempt);
    /// A question was let through; so many more may be asked within this minute.
    void questionsLeft(int left);
    /// The last flow that was under way has finished.
    void becameIdle();

private:
    template <typename F>
    F *adopt(F *flow);

    struct Private;
    std::unique_ptr<Private> d;
};

}
