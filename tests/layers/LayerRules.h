// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace sqlai::tests {

/// One #include line: `header` as it stands between the marks.
struct Include {
    /// Path from the project's root, with slashes.
    QString file = {};
    int line = 0;
    QString header = {};
    bool isQuoted = false;
};

/// The #include lines of a source text.
QList<Include> includesOf(const QString &file, const QString &text);

/// Who may include whom. The tables stand in LayerRules.cpp.
class LayerRules final
{
public:
    /// `qtHeaders` is Qt's include folder, with one folder a module: it says which module a header comes from.
    explicit LayerRules(const QString &qtHeaders);

    /// Why this line breaks the rules, or an empty string.
    QString complaint(const Include &include) const;
    /// The Qt modules that have a header of this name; none for a header that is not Qt's.
    QStringList qtModulesOf(const QString &header) const;

private:
    QString projectComplaint(const Include &include) const;
    QString qtComplaint(const Include &include) const;

    QString m_qtHeaders;
    QStringList m_qtModules;
};

}
