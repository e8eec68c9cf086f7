// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ask/StepLine.h"

#include "ui/widgets/Chip.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/Numbers.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;
using sqlai::report::Step;
using sqlai::report::StepKind;
using sqlai::report::StepState;

namespace sqlai::ui {
namespace {

constexpr std::array kinds{StepKind::Schema, StepKind::Tables,  StepKind::Examples,
                           StepKind::Sql,    StepKind::Checked, StepKind::Planned};
constexpr qsizetype longestToolTip = 600;

QString translated(const char *text, int number = -1)
{
    return QCoreApplication::translate("sqlai::ui::StepLine", text, nullptr, number);
}

QString runningText(StepKind kind)
{
    switch (kind) {
    case StepKind::Schema:
        return translated("reading the schema…");
    case StepKind::Tables:
        return translated("choosing tables…");
    case StepKind::Examples:
        return translated("looking for examples…");
    case StepKind::Sql:
        return translated("writing SQL…");
    case StepKind::Checked:
        return translated("checking…");
    case StepKind::Planned:
        return translated("planning…");
    }
    Q_UNREACHABLE();
}

QString failedText(StepKind kind)
{
    switch (kind) {
    case StepKind::Schema:
        return translated("no schema");
    case StepKind::Tables:
        return translated("no tables");
    case StepKind::Examples:
        return translated("no example");
    case StepKind::Sql:
        return translated("no SQL");
    case StepKind::Checked:
        return translated("not allowed");
    case StepKind::Planned:
        return translated("plan failed");
    }
    Q_UNREACHABLE();
}

QString stoppedText(StepKind kind)
{
    switch (kind) {
    case StepKind::Schema:
        return translated("schema: stopped");
    case StepKind::Tables:
        return translated("tables: stopped");
    case StepKind::Examples:
        return translated("examples: stopped");
    case StepKind::Sql:
        return translated("SQL: stopped");
    case StepKind::Checked:
        return translated("check: stopped");
    case StepKind::Planned:
        return translated("plan: stopped");
    }
    Q_UNREACHABLE();
}

QString countedText(const char *one, const char *many, qint64 count)
{
    return count == 1 ? translated(one) : translated(many).arg(countText(count));
}

QString examplesText(const Step &step)
{
    if (step.count == 0)
        return translated("no examples");
    return step.isLocal ? countedText("1 example (local)", "%1 examples (local)", step.count)
                        : countedText("1 example", "%1 examples", step.count);
}

QString doneText(const Step &step, qint64 tables)
{
    switch (step.kind) {
    case StepKind::Schema:
        return countedText("1 table", "%1 tables", step.count);
    case StepKind::Tables:
        if (tables > step.count)
            return translated("%1 of %2 tables").arg(countText(step.count), countText(tables));
        return countedText("1 table", "%1 tables", step.count);
    case StepKind::Examples:
        return examplesText(step);
    case StepKind::Sql:
        return translated("SQL");
    case StepKind::Checked:
        return translated("checked: reads only");
    case StepKind::Planned:
        return step.count > 0 ? countedText("plan ok, ~1 row", "plan ok, ~%1 rows", step.count) : translated("plan ok");
    }
    Q_UNREACHABLE();
}

/// Steps that speak of one statement and no other.
bool isProof(StepKind kind)
{
    return kind == StepKind::Sql || kind == StepKind::Checked || kind == StepKind::Planned;
}

Tone toneOf(StepState state)
{
    switch (state) {
    case StepState::Running:
        return Tone::Running;
    case StepState::Done:
        return Tone::Ok;
    case StepState::Failed:
        return Tone::Danger;
    case StepState::Stopped:
        return Tone::Warning;
    }
    Q_UNREACHABLE();
}

}

QString stepText(const Step &step, qint64 tables)
{
    switch (step.state) {
    case StepState::Running:
        return runningText(step.kind);
    case StepState::Failed:
        return failedText(step.kind);
    case StepState::Stopped:
        return stoppedText(step.kind);
    case StepState::Done:
        return doneText(step, tables);
    }
    Q_UNREACHABLE();
}

StepLine::StepLine(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_flow(new FlowLayout(6))
    , m_time(makeMutedLabel(theme, FontRole::Small, {}, this))
    , m_detail(new QPlainTextEdit(this))
    , m_edited(new Chip(theme, Tone::Muted, Chip::Arrow::None, this))
{
    setObjectName(u"steps"_s);
    setAccessibleName(tr("Steps of the answer"));
    m_time->setObjectName(u"stepTime"_s);
    m_time->setMinimumHeight(24);
    m_detail->setObjectName(u"stepDetail"_s);
    m_detail->setAccessibleName(tr("What the step saw"));
    m_detail->setProperty("look", u"detail"_s);
    m_detail->setReadOnly(true);
    m_detail->setFont(theme.font(FontRole::Small));
    m_detail->setTabChangesFocus(true);
    m_detail->hide();
    m_edited->setObjectName(u"stepEdited"_s);
    m_edited->setText(tr("edited"));
    m_edited->setToolTip(tr("The statement is not the answer's any more. It is checked before it runs."));
    m_edited->setFocusPolicy(Qt::NoFocus);
    m_edited->hide();

    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addLayout(m_flow, 1);
    line->addWidget(m_time, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(m_detail);
    addChips();
    m_flow->addWidget(m_edited);

    m_tick.setInterval(100);
    connect(&m_tick, &QTimer::timeout, this, &StepLine::showTime);
    hide();
}

/// All of them at once, so that they stand in order, whatever comes first; each shows with its step.
void StepLine::addChips()
{
    for (const StepKind kind : kinds) {
        auto *chip = new Chip(m_theme, Tone::Running, Chip::Arrow::None, this);
        chip->setObjectName(u"step%1"_s.arg(static_cast<int>(kind)));
        chip->setAccessibleName(runningText(kind));
        chip->setCheckable(true);
        chip->hide();
        connect(chip, &Chip::clicked, this, [this, chip] { openDetail(chip); });
        m_flow->addWidget(chip);
        m_entries.append(Entry{.chip = chip});
    }
}

void StepLine::clear()
{
    m_tick.stop();
    for (Entry &entry : m_entries) {
        entry.step.reset();
        entry.chip->setChecked(false);
    }
    m_time->clear();
    m_detail->hide();
    refresh();
}

void StepLine::begin()
{
    clear();
    m_watch.start();
    m_tick.start();
    showTime();
    show();
}

void StepLine::end()
{
    if (m_tick.isActive())
        showTime();
    m_tick.stop();
}

void StepLine::setPast(const QList<Step> &steps, qint64 milliseconds)
{
    clear();
    for (const Step &step : steps)
        setStep(step);
    if (milliseconds > 0)
        m_time->setText(durationText(milliseconds));
    setVisible(!steps.isEmpty());
}

void StepLine::setStep(const Step &step)
{
    m_entries[static_cast<qsizetype>(step.kind)].step = step;
    refresh();
}

void StepLine::refresh()
{
    const auto &schema = m_entries.at(static_cast<qsizetype>(StepKind::Schema)).step;
    const auto &chosen = m_entries.at(static_cast<qsizetype>(StepKind::Tables)).step;
    const qint64 tables = schema && schema->state == StepState::Done ? schema->count : 0;
    // "2 of 15 tables" says it all.
    const bool isSchemaShown = !chosen || chosen->state != StepState::Done;
    auto arrow = Chip::Arrow::None;
    for (const Entry &entry : std::as_const(m_entries)) {
        const bool isShown = entry.step && (entry.step->kind != StepKind::Schema || isSchemaShown)
                             && !(m_isEdited && isProof(entry.step->kind));
        if (entry.step)
            showStep(entry, tables);
        entry.chip->setVisible(isShown);
        if (!isShown && entry.chip->isChecked())
            closeDetail(entry.chip);
        entry.chip->setArrow(arrow);
        if (isShown)
            arrow = Chip::Arrow::Before;
    }
    m_edited->setVisible(m_isEdited);
    m_edited->setArrow(arrow);
    m_flow->invalidate();
    updateGeometry();
}

void StepLine::setEdited(bool isEdited)
{
    if (m_isEdited == isEdited)
        return;
    m_isEdited = isEdited;
    refresh();
}

void StepLine::showStep(const Entry &entry, qint64 tables)
{
    const Step &step = *entry.step;
    entry.chip->setText(stepText(step, tables));
    entry.chip->setTone(toneOf(step.state));
    entry.chip->setToolTip(plainToolTip(step.detail.left(longestToolTip)));
    entry.chip->setAccessibleName(entry.chip->text());
    entry.chip->setEnabled(!step.detail.isEmpty());
    if (entry.chip->isChecked())
        m_detail->setPlainText(step.detail);
}

void StepLine::openDetail(Chip *chip)
{
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.chip != chip)
            entry.chip->setChecked(false);
        else if (entry.step)
            m_detail->setPlainText(entry.step->detail);
    }
    const int lines = std::clamp(m_detail->document()->blockCount(), 2, 7);
    m_detail->setFixedHeight(lines * m_detail->fontMetrics().lineSpacing() + 26);
    m_detail->setVisible(chip->isChecked());
}

void StepLine::closeDetail(Chip *chip)
{
    chip->setChecked(false);
    m_detail->hide();
}

void StepLine::showTime()
{
    m_time->setText(durationText(m_watch.elapsed()));
}

}
