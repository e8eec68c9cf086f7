// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/report/Step.h"
#include "ui/theme/Theme.h"

#include <QElapsedTimer>
#include <QList>
#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QPlainTextEdit;

namespace sqlai::ui {

class Chip;
class FlowLayout;

/// The words of one step, for example "3 examples". `tables` is how many the schema holds, 0 where unknown.
QString stepText(const report::Step &step, qint64 tables);

/// What a question passes through, as it happens: a chip a step, and how long it took. A chip opens what the step saw.
class StepLine final : public QWidget
{
    Q_OBJECT

public:
    explicit StepLine(const Theme &theme, QWidget *parent = nullptr);

    /// Empties the line and starts the watch.
    void begin();
    void setStep(const report::Step &step);
    /// Stops the watch.
    void end();
    /// Steps of an attempt that is past; a time of 0 is not shown.
    void setPast(const QList<report::Step> &steps, qint64 milliseconds);
    /// The statement is not the answer's any more: what was proved of that one no longer stands here.
    void setEdited(bool isEdited);

private:
    struct Entry {
        Chip *chip = nullptr;
        /// Nothing while the question has not come to it.
        std::optional<report::Step> step = {};
    };
    void addChips();
    void clear();
    void refresh();
    void showStep(const Entry &entry, qint64 tables);
    void openDetail(Chip *chip);
    void closeDetail(Chip *chip);
    void showTime();

    const Theme &m_theme;
    FlowLayout *m_flow;
    QLabel *m_time;
    QPlainTextEdit *m_detail;
    /// One a StepKind, in its order.
    QList<Entry> m_entries;
    Chip *m_edited;
    bool m_isEdited = false;
    QElapsedTimer m_watch;
    QTimer m_tick;
};

}
