// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sqlai::knowledge {

/// A word of a text, ready to be compared.
struct Word {
    /// Without case and accents; "haven't" is "have" and "not". Scripts that put no spaces come as pairs of signs.
    QString text = {};
    /// Written with a capital inside a sentence, or quoted: most likely a name or a value, not a thing one asks for.
    bool isName = false;
};

/// The words of a text in their order, whatever its language.
QList<Word> wordsOf(const QString &text);

/// Takes light inflection off (plural, -ed, -ing), the same way for every language: it need not be a word any more.
QString stemOf(const QString &word);

/// The stem, or the stem that stands for it and its synonyms ("clients" is "customer").
QString conceptOf(const QString &word);

/// Whether a word tells that a text is in one of the languages whose decisive words we know.
bool isEnglishOrGerman(const QString &word);

/// Words that say nothing about what is asked ("which", "show", "please").
bool isFunctionWord(const QString &word);

}
