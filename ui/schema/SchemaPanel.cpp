// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaPanel.h"

#include "ui/schema/SchemaModel.h"
#include "ui/schema/SchemaTree.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/Labels.h"
#include "ui/widgets/SearchField.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

/// With more tables than this the schemas stay closed: a person filters.
constexpr int mostTablesOpen = 40;

}

SchemaPanel::SchemaPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_model(new SchemaModel(this))
    , m_filter(new SearchField(theme, tr("Filter tables and columns"), this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new SchemaTree(theme, this))
    , m_empty(new EmptyState(theme, this))
{
    setObjectName(u"schema"_s);
    setAccessibleName(tr("Schema"));
    setGround(this, theme, &Colours::window);
    m_filter->setObjectName(u"schemaFilter"_s);
    m_tree->setObjectName(u"schemaTree"_s);
    m_tree->setAccessibleName(tr("Tables and columns"));
    m_tree->setModel(m_model);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);

    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 12, 12, 8);
    top->setSpacing(8);
    top->addWidget(makeHeading(theme, tr("Schema"), this));
    top->addWidget(m_filter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_stack, 1);

    connect(m_filter, &QLineEdit::textChanged, this, &SchemaPanel::filter);
    connect(m_empty, &EmptyState::chosen, this, [this] {
        if (m_filter->text().trimmed().isEmpty())
            Q_EMIT readWanted();
        else
            m_filter->clear();
    });
    connect(m_tree, &SchemaTree::chosen, this,
            [this](const QModelIndex &index) { Q_EMIT nameChosen(index.data(SchemaModel::InsertRole).toString()); });
    showEmpty();
}

void SchemaPanel::setSchema(const schema::Schema &schema)
{
    m_model->setSchema(schema);
    m_hasFailed = false;
    openTree();
    showEmpty();
}

void SchemaPanel::setFailed()
{
    m_hasFailed = true;
    showEmpty();
}

void SchemaPanel::filter(const QString &text)
{
    m_model->setFilter(text);
    openTree();
    showEmpty();
}

void SchemaPanel::openTree()
{
    int tables = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        tables += m_model->rowCount(m_model->index(row, 0));
    if (tables <= mostTablesOpen)
        m_tree->expandToDepth(m_filter->text().trimmed().isEmpty() ? 0 : 1);
}

void SchemaPanel::showEmpty()
{
    if (!m_filter->text().trimmed().isEmpty()) {
        m_empty->setText(u"search"_s, tr("Nothing found"), tr("No table or column has this in its name."));
        m_empty->setChoices({tr("Show all")});
    } else if (m_hasFailed) {
        m_empty->setText(u"schema"_s, tr("No tables"), tr("The database could not be asked for them."));
        m_empty->setChoices({tr("Try again")});
    } else {
        m_empty->setText(u"schema"_s, tr("No tables yet"), tr("They are listed here once the schema has been read."));
        m_empty->setChoices({});
    }
    m_stack->setCurrentWidget(m_model->isEmpty() ? static_cast<QWidget *>(m_empty) : m_tree);
}

}
