// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/Pager.h"

#include "core/results/ResultReader.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/Numbers.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

qint64 PagerState::pageCount() const
{
    return std::max<qint64>(1, (rows + results::pageSize - 1) / results::pageSize);
}

QString rowsText(const PagerState &state)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("sqlai::ui::Pager", text); };
    if (state.rows == 0)
        return state.isArriving ? tr("no rows yet") : tr("no rows");
    const QString first = countText(state.page * results::pageSize + 1);
    const QString last = countText(std::min(state.rows, (state.page + 1) * results::pageSize));
    return (state.isArriving ? tr("rows %1–%2 of at least %3") : tr("rows %1–%2 of %3"))
        .arg(first, last, countText(state.rows));
}

Pager::Pager(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_first(addButton(u"first"_s, tr("First page"), &Pager::goFirst))
    , m_previous(addButton(u"previous"_s, tr("Previous page"), &Pager::goPrevious))
    , m_page(new QLineEdit(this))
    , m_pages(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_next(addButton(u"next"_s, tr("Next page"), &Pager::goNext))
    , m_last(addButton(u"last"_s, tr("Last page"), &Pager::goLast))
    , m_rows(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_time(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_warning(new QLabel(this))
    , m_export(new QPushButton(tr("Export…"), this))
{
    setObjectName(u"pager"_s);
    m_page->setObjectName(u"pageNumber"_s);
    m_page->setProperty("look", u"page"_s);
    m_page->setAccessibleName(tr("Page number"));
    m_page->setToolTip(tr("Type a page number and press Return"));
    m_page->setAlignment(Qt::AlignCenter);
    m_page->setFont(theme.font(FontRole::SmallStrong));
    m_page->setValidator(new QIntValidator(1, 99'999'999, this));
    m_rows->setObjectName(u"rowsText"_s);
    m_time->setObjectName(u"executionTime"_s);
    m_time->setToolTip(tr("From the statement's start to its last row"));
    m_warning->setObjectName(u"resultWarning"_s);
    m_warning->setFont(theme.font(FontRole::Small));
    m_export->setObjectName(u"export"_s);
    m_export->setToolTip(tr("Save this result as a CSV file (Ctrl+Shift+E)"));
    // What may be cut when the window is narrow.
    m_warning->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 4);
    layout->setSpacing(8);
    layout->addWidget(m_first);
    layout->addWidget(m_previous);
    layout->addWidget(makeMutedLabel(theme, FontRole::Small, tr("page"), this));
    layout->addWidget(m_page);
    layout->addWidget(m_pages);
    layout->addWidget(m_next);
    layout->addWidget(m_last);
    layout->addSpacing(4);
    layout->addWidget(m_rows);
    layout->addWidget(m_time);
    layout->addWidget(m_warning, 1);
    layout->addWidget(m_export);

    connect(m_page, &QLineEdit::returnPressed, this, [this] {
        request(std::clamp<qint64>(m_page->text().toLongLong() - 1, 0, m_state.pageCount() - 1));
        m_page->selectAll();
    });
    connect(m_export, &QPushButton::clicked, this, &Pager::exportWanted);
    connect(&theme, &Theme::changed, this, &Pager::showWarning);
    setState({});
}

QToolButton *Pager::addButton(const QString &name, const QString &words, void (Pager::*go)())
{
    auto *button = new QToolButton(this);
    button->setObjectName(name + u"Page"_s);
    button->setProperty("look", u"pager"_s);
    button->setIcon(m_theme.icon(name));
    button->setIconSize(QSize(14, 14));
    button->setAccessibleName(words);
    button->setToolTip(words);
    connect(button, &QToolButton::clicked, this, go);
    return button;
}

void Pager::setState(const PagerState &state)
{
    const bool isOtherPage = state.page != m_state.page;
    m_state = state;
    const qint64 pages = state.pageCount();
    m_first->setEnabled(state.page > 0);
    m_previous->setEnabled(state.page > 0);
    m_next->setEnabled(state.page + 1 < pages);
    m_last->setEnabled(state.page + 1 < pages);
    // While rows arrive this comes many times a second: what is being typed stays.
    if (isOtherPage || !m_page->hasFocus())
        m_page->setText(QString::number(state.page + 1));
    const QString widest = u"0"_s.repeated(std::max(2, static_cast<int>(QString::number(pages).size())));
    m_page->setFixedWidth(QFontMetrics(m_page->font()).horizontalAdvance(widest) + 14);
    m_pages->setText(tr("of %1").arg(countText(pages)));
    m_rows->setText(rowsText(state));
    m_time->setText(state.isArriving ? tr("still running…") : durationText(state.milliseconds));
    m_time->setVisible(state.isArriving || state.milliseconds > 0);
    m_export->setEnabled(!state.isArriving && !m_isExporting);
    showWarning();
    Q_EMIT stateChanged();
}

void Pager::setExporting(bool isExporting)
{
    m_isExporting = isExporting;
    m_export->setEnabled(!m_state.isArriving && !isExporting);
}

void Pager::request(qint64 page)
{
    if (page >= 0 && page < m_state.pageCount() && page != m_state.page)
        Q_EMIT pageWanted(page);
    else
        m_page->setText(QString::number(m_state.page + 1));
}

void Pager::showWarning()
{
    QPalette palette = m_warning->palette();
    palette.setColor(QPalette::WindowText, m_theme.colours().warning);
    m_warning->setPalette(palette);
    if (m_state.isPartial) {
        m_warning->setText(tr("not the whole result"));
        m_warning->setToolTip(tr("It ended before the last row arrived. What had arrived is kept."));
    } else if (m_state.isCapped) {
        m_warning->setText(tr("stopped at the row limit"));
        m_warning->setToolTip(tr("The server may have more rows: narrow the question or raise the limit."));
    } else {
        m_warning->clear();
        m_warning->setToolTip({});
    }
}

}
