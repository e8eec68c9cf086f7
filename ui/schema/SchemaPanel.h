// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/Schema.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QStackedWidget;

namespace sqlai::ui {

class EmptyState;
class SchemaModel;
class SchemaTree;
class SearchField;

/// What the database holds. Double-click or Return writes a name into the editor.
class SchemaPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit SchemaPanel(const Theme &theme, QWidget *parent = nullptr);

    void setSchema(const schema::Schema &schema);
    /// The schema could not be read; one that was read before stays.
    void setFailed();
    SearchField *filterField() const { return m_filter; }

Q_SIGNALS:
    /// The name as SQL needs it.
    void nameChosen(const QString &name);
    /// The person wants it to be read once more.
    void readWanted();

private:
    void filter(const QString &text);
    void openTree();
    void showEmpty();

    SchemaModel *m_model;
    SearchField *m_filter;
    QStackedWidget *m_stack;
    SchemaTree *m_tree;
    EmptyState *m_empty;
    bool m_hasFailed = false;
};

}
