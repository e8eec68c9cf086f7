// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace sqlai::knowledge {

/// The words of a knowledge base, to tell a slip of the pen ("activites") from another word.
class Spelling final
{
public:
    void add(const QString &word);
    bool isKnown(const QString &word) const { return m_words.contains(word); }
    /// The known word that is one slip away (two for long words) and begins with the same letter; else an empty string.
    QString corrected(const QString &word) const;

private:
    QSet<QString> m_words;
    QHash<QChar, QStringList> m_byFirstLetter;
};

}
