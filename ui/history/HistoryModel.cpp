// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/HistoryModel.h"

#include "core/base/ErrorText.h"
#include "ui/history/HistoryText.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using sqlai::report::Attempt;

namespace sqlai::ui {

HistoryModel::HistoryModel(const Clock &clock, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
{
}

void HistoryModel::setPage(const report::HistoryPage &page)
{
    const auto sameId = [](const Attempt &a, const Attempt &b) { return a.id == b.id; };
    if (!page.attempts.isEmpty() && std::ranges::equal(page.attempts, m_page.attempts, sameId)) {
        m_page = page;
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_page = page;
    endResetModel();
}

const Attempt *HistoryModel::attemptAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_page.attempts.size() ? &m_page.attempts[index.row()] : nullptr;
}

QModelIndex HistoryModel::indexOf(qint64 attemptId) const
{
    const auto found = std::ranges::find(m_page.attempts, attemptId, &Attempt::id);
    return found == m_page.attempts.end() ? QModelIndex() : index(static_cast<int>(found - m_page.attempts.begin()));
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_page.attempts.size());
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Attempt &attempt = m_page.attempts[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return attemptTitle(attempt);
    case DetailRole:
        return attemptDetail(attempt, m_clock.now());
    case ToneRole:
        return static_cast<int>(attemptTone(attempt));
    case Qt::AccessibleTextRole:
        return u"%1. %2"_s.arg(attemptTitle(attempt), attemptDetail(attempt, m_clock.now()));
    case Qt::ToolTipRole:
        return u"<p>%1</p><p>%2</p>"_s.arg(
            attemptTitle(attempt).toHtmlEscaped(),
            (attempt.error ? ErrorText::sentence(*attempt.error).left(600) : attempt.sql.left(600)).toHtmlEscaped());
    default:
        return {};
    }
}

}
