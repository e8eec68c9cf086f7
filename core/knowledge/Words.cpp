// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/Words.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

// English and German. What these languages share with others ("in", "a", "des") is harmless: it says nothing there too.
constexpr const char *functionWords =
    "a an the of to for in on at by with and or is are was were be been being am do does did done have has had having "
    "our us we i me my you your it its they their them there these those that this which what who whom whose where "
    "when how why show shows list give gives tell get gets display find see want need would like please can could will "
    "shall should may might must all any some many much from as into than then too also just so such still together "
    "along including included include s t ve re ll d ca wo let out over during within ever now currently moment "
    "go got come came made make makes bring brings brought about if but only both yet already available information "
    "data "
    "details overview report breakdown summary name names number numbers figure figures anything everything anyone "
    "anybody "
    "something someone take takes taking took money entire whole right people person persons kindly exactly actually "
    "really quickly "
    "say know look looking interested belonging respective corresponding "
    "welche welcher welches der die das den dem des ein eine einer einen und oder ist sind war waren wurde wurden von "
    "zu zum zur mit im wie was wer wo wann zeige zeig liste alle bitte es gibt gab wir uns unsere unser haben hat "
    "hatte hatten auf aus bei fur am an";

// Words that hardly any other language has.
constexpr const char *languageMarks =
    "the which what how many with who whose where when our their were have been that from each every show and for are "
    "today yesterday month year last this most average highest latest without "
    "welche welcher welches und wie viele mit von wurden wurde sind nicht kein keine zeige haben gibt ohne heute "
    "gestern "
    "monat jahr letzte letzten dieses";

// Each line one thing. Short on purpose: only what means the same in every company.
constexpr const char *synonyms[] = {
    "finish complete end ended",
    "start begin began begun",
    "truck lorry vehicle",
    "customer client",
    "invoice bill",
    "revenue turnover",
    "cost spend spent expense expenditure",
    "use used usage consume consumption",
    "activity job task",
    "licence license",
    "drive drove driven",
    "deliver delivery arrive arrival",
    "employee staff worker colleague",
    "duration length long",
    "company firm",
    "location site",
    "buy bought purchase",
    "sell sold sale",
    "pay paid payment",
    "send sent",
    "big large",
    "late delayed",
    "due need needing",
};

QSet<QString> setOf(const char *words)
{
    const QStringList list = QString::fromLatin1(words).split(u' ');
    return {list.begin(), list.end()};
}

QHash<QString, QString> conceptsOfSynonyms()
{
    QHash<QString, QString> concepts;
    for (const char *line : synonyms) {
        const QStringList words = QString::fromLatin1(line).split(u' ');
        const QString first = stemOf(words.first());
        for (const QString &word : words)
            concepts.insert(stemOf(word), first);
    }
    return concepts;
}

bool isWritten(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
}

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == u'\u2019';
}

bool isWithoutSpaces(QChar c)
{
    switch (c.script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

/// Whether the sign at `i` lies between two of one word or number: "haven't", "1,000", "2.5".
bool isInside(const QString &text, qsizetype i)
{
    if (i == 0 || i + 1 >= text.size())
        return false;
    if (isApostrophe(text[i]))
        return text[i - 1].isLetter() && text[i + 1].isLetter();
    return (text[i] == u',' || text[i] == u'.') && text[i - 1].isDigit() && text[i + 1].isDigit();
}

QString folded(const QString &text)
{
    QString plain;
    for (const QChar c : text.normalized(QString::NormalizationForm_KD)) {
        if (!c.isMark())
            plain += isApostrophe(c) ? QChar(u'\'') : c;
    }
    plain = plain.toCaseFolded().replace(u'\u00df', "ss"_L1);
    const bool isNumber = !plain.isEmpty() && plain.front().isDigit();
    return isNumber ? plain.remove(u',') : plain;
}

void appendParts(QList<Word> &words, const QString &text, bool isName)
{
    if (text.isEmpty())
        return;
    if (isWithoutSpaces(text.front())) {
        for (qsizetype i = 0; i + 1 < text.size(); ++i)
            words.append({.text = text.mid(i, 2)});
        if (text.size() == 1)
            words.append({.text = text});
        return;
    }
    const qsizetype apostrophe = text.indexOf(u'\'');
    if (apostrophe < 0) {
        words.append({.text = text, .isName = isName});
    } else if (text.endsWith("n't"_L1)) {
        words.append({.text = text.chopped(3)});
        words.append({.text = u"not"_s});
    } else {
        appendParts(words, text.left(apostrophe), isName);
        if (text.mid(apostrophe + 1) != "s"_L1)
            appendParts(words, text.mid(apostrophe + 1), isName);
    }
}

/// Titles And Headlines Are Written Like This, and SHOUTING tells nothing either.
void forgetNamesOfHeadlines(QList<Word> &words)
{
    const auto names = std::ranges::count_if(words, &Word::isName);
    if (words.size() > 2 && names * 2 > words.size()) {
        for (Word &word : words)
            word.isName = false;
    }
}

}

QList<Word> wordsOf(const QString &text)
{
    QList<Word> words;
    bool isSentenceStart = true;
    for (qsizetype i = 0; i < text.size();) {
        if (!isWritten(text[i])) {
            isSentenceStart |= text[i] == u'.' || text[i] == u'?' || text[i] == u'!' || text[i] == u':';
            ++i;
            continue;
        }
        const qsizetype start = i;
        const bool isSpaceless = isWithoutSpaces(text[i]);
        while (i < text.size() && (isWritten(text[i]) || isInside(text, i)) && isWithoutSpaces(text[i]) == isSpaceless)
            ++i;
        const bool isQuoted =
            start > 0 && i < text.size() && u"\"'\u201c\u2018\u201e\u00ab"_s.contains(text[start - 1]);
        const bool isName = isQuoted || (!isSentenceStart && text[start].isUpper());
        appendParts(words, folded(text.mid(start, i - start)), isName);
        isSentenceStart = false;
    }
    forgetNamesOfHeadlines(words);
    return words;
}

QString stemOf(const QString &word)
{
    QString stem = word;
    const auto endsOn = [&stem](QLatin1StringView end, qsizetype rest) {
        return stem.size() >= rest + end.size() && stem.endsWith(end);
    };
    if (word.isEmpty() || word.front().isDigit())
        return stem;
    if (endsOn("ies"_L1, 2))
        stem = stem.chopped(3) + u'y';
    else if (endsOn("sses"_L1, 1) || endsOn("xes"_L1, 2) || endsOn("ches"_L1, 2) || endsOn("shes"_L1, 2))
        stem.chop(2);
    else if (endsOn("s"_L1, 3) && !endsOn("ss"_L1, 1) && !endsOn("us"_L1, 1) && !endsOn("is"_L1, 1))
        stem.chop(1);
    for (const auto end : {"ing"_L1, "ed"_L1}) {
        if (!endsOn(end, 4))
            continue;
        stem.chop(end.size());
        const QChar last = stem.back();
        if (last == stem[stem.size() - 2] && last != u's' && last != u'l')
            stem.chop(1);
        break;
    }
    if (endsOn("en"_L1, 5))
        stem.chop(2);
    if (endsOn("e"_L1, 4))
        stem.chop(1);
    return stem;
}

QString conceptOf(const QString &word)
{
    static const QHash<QString, QString> concepts = conceptsOfSynonyms();
    const QString stem = stemOf(word);
    return concepts.value(stem, stem);
}

bool isEnglishOrGerman(const QString &word)
{
    static const QSet<QString> words = setOf(languageMarks);
    return words.contains(word);
}

bool isFunctionWord(const QString &word)
{
    static const QSet<QString> words = setOf(functionWords);
    return words.contains(word);
}

}
