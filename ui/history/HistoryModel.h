// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/report/Attempt.h"

#include <QAbstractListModel>

namespace sqlai::ui {

/// One page of the history, as the store gave it.
class HistoryModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        /// What came of it, the second line.
        DetailRole = Qt::UserRole,
        /// A Tone, as int.
        ToneRole,
    };

    HistoryModel(const Clock &clock, QObject *parent = nullptr);

    /// A page with the same attempts in the same order changes in place, so that nothing jumps.
    void setPage(const report::HistoryPage &page);
    /// Nothing where the row does not exist.
    const report::Attempt *attemptAt(const QModelIndex &index) const;
    QModelIndex indexOf(qint64 attemptId) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const Clock &m_clock;
    report::HistoryPage m_page;
};

}
