// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace sqlai::query {

/// A versioned prompt with places such as {{tables}}. Pure once it is there.
class PromptTemplate final
{
public:
    explicit PromptTemplate(const QString &text);
    /// One of the program's own, resources/prompts/<name>.md.
    static PromptTemplate load(const QString &name);

    /// The names of the places, in their order.
    QStringList places() const;
    /// The text with a value in each place. What stands in a value is never taken for a place.
    QString filled(const QHash<QString, QString> &values) const;

private:
    QString m_text;
};

}
