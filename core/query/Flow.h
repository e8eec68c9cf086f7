// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CancelToken.h"
#include "core/report/Attempt.h"
#include "core/report/Step.h"

#include <QObject>

namespace sqlai::query {

/// Something on its way that a person watches: a question, or a run. Owned by the QueryService that made it, gone by
/// itself after finished(); hold it by QPointer. Lives in the main thread.
class Flow : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Ends it soon, as Cancelled; finished() still comes.
    void cancel() const { m_cancel.cancel(); }

Q_SIGNALS:
    /// The attempt has its id and its row in the store.
    void started(const sqlai::report::Attempt &attempt);
    /// Questions only: a step began or ended.
    void stepChanged(const sqlai::report::Step &step);
    /// Questions only: all of the SQL that a model has written so far; may begin anew.
    void sqlArrived(const QString &sql);
    /// Questions only: how many more may be asked within this minute.
    void questionsLeft(int left);
    /// Runs only: so many rows can be read through QueryService::openResult(); 0 when only the columns are known.
    /// Comes at once for the first page and then at most some twenty times a second.
    void rowsArrived(qint64 rows);
    /// Always the last signal. The attempt stands as it is stored; its `error` tells what went wrong.
    void finished(const sqlai::report::Attempt &attempt);

protected:
    CancelToken token() const { return m_cancel.token(); }

private:
    CancelSource m_cancel;
};

}
