// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/QuestionReading.h"

#include "core/knowledge/DecisiveWords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

bool isKindOfThing(const QString &word)
{
    static const QStringList kinds{u"type"_s, u"kind"_s, u"class"_s, u"category"_s, u"status"_s};
    return kinds.contains(conceptOf(word)) || kinds.contains(word);
}

/// Walks over the words once; each take...() reads a phrase at the current word, or leaves everything as it is.
class Reader final
{
public:
    explicit Reader(const QList<Word> &words)
        : m_words(words)
    {
    }

    QuestionReading read();

private:
    const QList<Word> &m_words;
    qsizetype m_at = 0;
    QuestionReading m_reading;

    QString at(qsizetype offset) const { return m_words.value(m_at + offset).text; }
    bool isFollowed(qsizetype offset, QLatin1StringView first, QLatin1StringView second = {}) const
    {
        return at(offset) == first && (second.isEmpty() || at(offset + 1) == second);
    }
    void mark(MarkKind kind, const QString &key, qsizetype length);
    void turn() { m_reading.sequence << QString(); }

    bool takeSpan();
    bool takeMoment();
    bool takeGrain();
    bool takeGroup();
    bool takeComparison();
    bool takeRank();
    bool takeAggregate();
    bool takeNegation();
    bool takeNumber();
    void takeContent();
    void addConcept(const QString &word, bool isName);
};

void Reader::mark(MarkKind kind, const QString &key, qsizetype length)
{
    QStringList written;
    for (qsizetype i = 0; i < length; ++i)
        written << at(i);
    m_reading.marks.append({.kind = kind, .key = key, .words = written.join(u' ')});
    m_at += length;
}

/// "last month", "the past 30 days", "this calendar year", "30 days"
bool Reader::takeSpan()
{
    qsizetype length = 0;
    const QString direction = decisive::direction(at(0));
    length += direction.isEmpty() ? 0 : 1;
    if (length && (at(length) == "calendar"_L1 || at(length) == "full"_L1))
        ++length;
    QString count = decisive::number(at(length));
    length += count.isEmpty() ? 0 : 1;
    const QString unit = decisive::unit(at(length));
    if (unit.isEmpty() || (direction.isEmpty() && count.isEmpty()))
        return false;
    count = count == "1"_L1 ? QString() : count;
    mark(MarkKind::Time, (QStringList{direction, count, unit}).join(u' ').simplified(), length + 1);
    return true;
}

bool Reader::takeMoment()
{
    if (isFollowed(0, "year"_L1, "to"_L1) && at(2) == "date"_L1) {
        mark(MarkKind::Time, u"0 year"_s, 3);
        return true;
    }
    if (isFollowed(0, "on"_L1, "time"_L1)) {
        addConcept(u"punctual"_s, false);
        mark(MarkKind::Opposite, decisive::opposite(u"punctual"_s), 2);
        return true;
    }
    for (const QString &key : {decisive::moment(at(0)), decisive::side(at(0)),
                               at(0) == "weekend"_L1 || at(0) == "weekends"_L1 ? u"weekend"_s : QString()}) {
        if (key.isEmpty())
            continue;
        mark(MarkKind::Time, key, 1);
        return true;
    }
    return false;
}

/// "monthly", "per month", "by calendar month", "for each week"
bool Reader::takeGrain()
{
    if (const QString unit = decisive::grainAdverb(at(0)); !unit.isEmpty()) {
        mark(MarkKind::Grain, unit, 1);
        return true;
    }
    const bool isPer = decisive::isDistributive(at(0)) || at(0) == "by"_L1;
    const qsizetype length = at(1) == "calendar"_L1 || at(1) == "single"_L1 ? 2 : 1;
    const QString unit = isPer ? decisive::unit(at(length)) : QString();
    if (unit.isEmpty())
        return false;
    mark(MarkKind::Grain, unit, length + 1);
    return true;
}

/// "per depot", "for each truck", "revenue by customer"; but not "driven by" nor "top ten by revenue".
bool Reader::takeGroup()
{
    const bool isDistributive = decisive::isDistributive(at(0));
    const QString before = at(-1);
    const bool isAgent = before.endsWith("ed"_L1) || before.endsWith("en"_L1) || before.endsWith("ld"_L1);
    const bool isBy = at(0) == "by"_L1 && !isAgent && !m_reading.has(MarkKind::Rank);
    const QString noun = at(1);
    if ((!isDistributive && !isBy) || noun.isEmpty() || isFunctionWord(noun) || !decisive::number(noun).isEmpty())
        return false;
    // "By truck type" groups by the type, and so does "by type of truck".
    const bool isKind = isKindOfThing(at(2));
    const bool isName = m_words.value(m_at + 1).isName;
    turn();
    addConcept(noun, isName);
    if (isKind)
        addConcept(at(2), false);
    mark(MarkKind::Group, conceptOf(isKind ? at(2) : noun), isKind ? 3 : 2);
    return true;
}

bool Reader::takeComparison()
{
    const bool isLeast = isFollowed(0, "at"_L1, "least"_L1);
    if (isLeast || isFollowed(0, "at"_L1, "most"_L1)) {
        turn();
        mark(MarkKind::Comparison, isLeast ? u"more"_s : u"less"_s, 2);
        return true;
    }
    const QString key = decisive::comparison(at(0));
    const bool isBeforeNumber = !decisive::number(at(1)).isEmpty();
    const bool isThan = at(1) == "than"_L1 || at(1) == "als"_L1;
    if (key.isEmpty() || (!isThan && !isBeforeNumber))
        return false;
    turn();
    mark(MarkKind::Comparison, key, isThan ? 2 : 1);
    return true;
}

/// Superlatives, and "first" and "last" before anything but a span of time or a name.
bool Reader::takeRank()
{
    if (isFollowed(0, "most"_L1, "recent"_L1) || isFollowed(0, "least"_L1, "recent"_L1)) {
        mark(MarkKind::Rank, at(0) == "most"_L1 ? u"new"_s : u"old"_s, 2);
        return true;
    }
    QString key = decisive::rank(at(0));
    if (key.isEmpty() && at(1) != "name"_L1 && at(1) != "names"_L1) {
        if (decisive::direction(at(0)) == "-1"_L1)
            key = u"new"_s;
        else if (at(0) == "first"_L1)
            key = u"old"_s;
    }
    if (key.isEmpty())
        return false;
    turn();
    mark(MarkKind::Rank, key, 1);
    return true;
}

bool Reader::takeAggregate()
{
    const bool isCount = isFollowed(0, "how"_L1, "many"_L1) || isFollowed(0, "number"_L1, "of"_L1)
                         || isFollowed(0, "wie"_L1, "viele"_L1);
    const QString key = isCount ? u"count"_s : decisive::aggregate(at(0));
    if (key.isEmpty())
        return false;
    mark(MarkKind::Aggregate, key, isCount ? 2 : 1);
    return true;
}

bool Reader::takeNegation()
{
    const QString word = at(0);
    const QString rest = decisive::negatedWord(word);
    if (!decisive::isNegation(word) && rest.isEmpty())
        return false;
    turn();
    ++m_reading.negations;
    if (!rest.isEmpty())
        addConcept(rest, false);
    ++m_at;
    return true;
}

bool Reader::takeNumber()
{
    const QString number = decisive::number(at(0));
    if (number.isEmpty())
        return false;
    mark(MarkKind::Number, number, 1);
    return true;
}

void Reader::addConcept(const QString &word, bool isName)
{
    const QString stem = conceptOf(word);
    m_reading.concepts << stem;
    m_reading.conceptWords << word;
    m_reading.sequence << stem;
    if (isName)
        m_reading.names << stem;
}

void Reader::takeContent()
{
    const Word &word = m_words[m_at];
    const QString opposite = decisive::opposite(conceptOf(word.text));
    if (isFunctionWord(word.text) || word.text.isEmpty()) {
        ++m_at;
        return;
    }
    addConcept(word.text, word.isName);
    if (opposite.isEmpty())
        ++m_at;
    else
        mark(MarkKind::Opposite, opposite, 1);
}

QuestionReading Reader::read()
{
    m_reading.isKnownLanguage =
        std::ranges::any_of(m_words, [](const Word &word) { return isEnglishOrGerman(word.text); });
    while (m_at < m_words.size()) {
        const bool isTaken = takeSpan() || takeMoment() || takeGrain() || takeGroup() || takeComparison() || takeRank()
                             || takeAggregate() || takeNegation() || takeNumber();
        if (!isTaken)
            takeContent();
    }
    return m_reading;
}

}

bool QuestionReading::has(MarkKind kind) const
{
    return std::ranges::any_of(marks, [kind](const Mark &mark) { return mark.kind == kind; });
}

bool QuestionReading::has(MarkKind kind, const QString &key) const
{
    return std::ranges::any_of(marks, [&](const Mark &mark) { return mark.kind == kind && mark.key == key; });
}

QStringList QuestionReading::terms() const
{
    QStringList terms = concepts;
    for (const Mark &mark : marks) {
        // The words of these stand among the concepts already, and a count often goes without saying.
        const bool isTerm = mark.kind != MarkKind::Group && mark.kind != MarkKind::Opposite && mark.key != "count"_L1;
        if (isTerm)
            terms << u"%1:%2"_s.arg(static_cast<int>(mark.kind)).arg(mark.key);
    }
    if (negations > 0)
        terms << u"not"_s;
    terms.sort();
    terms.removeDuplicates();
    return terms;
}

QuestionReading readQuestion(const QList<Word> &words)
{
    return Reader(words).read();
}

QStringList decisiveWords()
{
    return decisive::allWords();
}

}
