// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/Differences.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

/// "deliver" and "delivery", "drive" and "driver": what a stem leaves of one may begin the other.
bool isRelatedToOneOf(const QStringList &concepts, const QString &stem)
{
    constexpr qsizetype leastInCommon = 4;
    return std::ranges::any_of(concepts, [&](const QString &other) {
        const qsizetype shorter = std::min(stem.size(), other.size());
        const bool isPrefix = shorter >= leastInCommon && (stem.startsWith(other) || other.startsWith(stem));
        return stem == other || isPrefix;
    });
}

/// Whether `reading` has only the other side of the mark's pair: "start" for "finish".
bool isOppositeIn(const QuestionReading &reading, const Mark &mark)
{
    const QString pair = mark.key.section(u':', 0, 0) + u':';
    const auto isOfPair = [&](const Mark &other) { return other.kind == mark.kind && other.key.startsWith(pair); };
    return !reading.has(mark.kind, mark.key) && std::ranges::any_of(reading.marks, isOfPair);
}

class Comparer final
{
public:
    Comparer(const QuestionReading &asked, const ExampleReading &example)
        : m_asked(asked)
        , m_question(example.question)
        , m_description(example.description)
    {
    }

    QList<Difference> compare();

private:
    const QuestionReading &m_asked;
    const QuestionReading &m_question;
    const QuestionReading &m_description;
    QList<Difference> m_found;

    bool exampleHas(const Mark &mark) const
    {
        return m_question.has(mark.kind, mark.key) || m_description.has(mark.kind, mark.key);
    }
    bool isOpenListOfTop(const Mark &mark) const;
    bool isMissed(const Mark &mark) const;
    bool isUnasked(const Mark &mark) const;
    void compareMarks(MarkKind kind);
    void compareCounting();
    void compareNegations();
    void compareConcepts();
    QStringList namedWords() const;
    void compareOrder();
};

/// "The best customers" may be answered with the ten best.
bool Comparer::isOpenListOfTop(const Mark &mark) const
{
    return mark.kind == MarkKind::Number && m_question.has(MarkKind::Rank) && !m_asked.has(MarkKind::Number);
}

/// Whether what was asked for is not in the example.
bool Comparer::isMissed(const Mark &mark) const
{
    switch (mark.kind) {
    case MarkKind::Opposite:
        return isOppositeIn(m_question, mark);
    case MarkKind::Group:
        return !m_question.has(MarkKind::Group, mark.key)
               && (m_question.has(MarkKind::Group) || m_question.has(MarkKind::Grain)
                   || !m_question.concepts.contains(mark.key));
    case MarkKind::Aggregate:
        if (mark.key == "sum"_L1)
            return m_question.has(MarkKind::Aggregate) && !exampleHas(mark);
        return mark.key != "count"_L1 && !exampleHas(mark);
    default:
        return !exampleHas(mark);
    }
}

/// Whether the example narrows its answer down to something that was not asked for.
bool Comparer::isUnasked(const Mark &mark) const
{
    switch (mark.kind) {
    case MarkKind::Opposite:
        return isOppositeIn(m_asked, mark);
    case MarkKind::Group:
        return !m_asked.concepts.contains(mark.key);
    case MarkKind::Aggregate:
        return mark.key != "count"_L1 && mark.key != "sum"_L1 && !m_asked.has(mark.kind, mark.key);
    default:
        return !m_asked.has(mark.kind, mark.key) && !isOpenListOfTop(mark);
    }
}

void Comparer::compareMarks(MarkKind kind)
{
    QStringList missed;
    QStringList unasked;
    for (const Mark &mark : m_asked.marks) {
        if (mark.kind == kind && isMissed(mark))
            missed << mark.words;
    }
    for (const Mark &mark : m_question.marks) {
        if (mark.kind == kind && isUnasked(mark))
            unasked << mark.words;
    }
    if (!missed.isEmpty() || !unasked.isEmpty())
        m_found.append({.asked = missed.join(u", "_s), .inExample = unasked.join(u", "_s)});
}

/// "How many" and "which" want a number and rows.
void Comparer::compareCounting()
{
    const auto isCounting = [](const QuestionReading &reading) { return reading.has(MarkKind::Aggregate, u"count"_s); };
    const auto isSpread = [](const QuestionReading &reading) {
        return reading.has(MarkKind::Rank) || reading.has(MarkKind::Group) || reading.has(MarkKind::Grain)
               || reading.has(MarkKind::Aggregate);
    };
    if (isCounting(m_asked) && !isSpread(m_question))
        m_found.append({.asked = u"how many"_s});
    if (isCounting(m_question) && !isSpread(m_asked))
        m_found.append({.inExample = u"how many"_s});
}

void Comparer::compareNegations()
{
    if (m_asked.negations > m_question.negations)
        m_found.append({.asked = u"not"_s});
    if (m_asked.negations < m_question.negations)
        m_found.append({.inExample = u"not"_s});
}

/// The words that differences name already.
QStringList Comparer::namedWords() const
{
    QStringList words;
    for (const Difference &difference : m_found)
        words << difference.asked.split(u' ') << difference.inExample.split(u' ');
    return words;
}

/// Every word that was asked must mean something to the example: one more restricts the answer ("electric trucks"), or
/// asks for something else ("tyres" for "fuel"). What the example tells beyond that does no harm, unless it is a name.
void Comparer::compareConcepts()
{
    const QStringList known = namedWords();
    for (qsizetype i = 0; i < m_asked.concepts.size(); ++i) {
        const QString &stem = m_asked.concepts[i];
        const bool isMeant =
            isRelatedToOneOf(m_question.concepts, stem) || isRelatedToOneOf(m_description.concepts, stem);
        if (!isMeant && !known.contains(m_asked.conceptWords[i]))
            m_found.append({.asked = m_asked.conceptWords[i]});
    }
    for (qsizetype i = 0; i < m_question.concepts.size(); ++i) {
        const QString &stem = m_question.concepts[i];
        // Where we do not know the language, we cannot tell which words decide: then all do.
        const bool isDecisive = !m_question.isKnownLanguage || m_question.names.contains(stem);
        if (isDecisive && !isRelatedToOneOf(m_asked.concepts, stem) && !known.contains(m_question.conceptWords[i]))
            m_found.append({.inExample = m_question.conceptWords[i]});
    }
}

/// "Trucks without a depot" and "depots without a truck" have the same words.
void Comparer::compareOrder()
{
    const auto turnsBetween = [](const QStringList &sequence, const QString &first, const QString &second) {
        const auto from = sequence.indexOf(first);
        const auto to = sequence.indexOf(second, from + 1);
        const auto turn = sequence.indexOf(QString(), from + 1);
        return from >= 0 && turn > from && to > turn;
    };
    for (const QString &first : m_asked.concepts) {
        for (const QString &second : m_asked.concepts) {
            const bool isTurned = first != second && turnsBetween(m_asked.sequence, first, second)
                                  && turnsBetween(m_question.sequence, second, first);
            if (isTurned) {
                m_found.append({.asked = first + u' ' + second, .inExample = second + u' ' + first});
                return;
            }
        }
    }
}

QList<Difference> Comparer::compare()
{
    for (const MarkKind kind : {MarkKind::Time, MarkKind::Grain, MarkKind::Group, MarkKind::Rank, MarkKind::Comparison,
                                MarkKind::Aggregate, MarkKind::Opposite, MarkKind::Number})
        compareMarks(kind);
    compareCounting();
    compareNegations();
    compareConcepts();
    if (m_found.isEmpty())
        compareOrder();
    return m_found;
}

}

QList<Difference> differencesOf(const QuestionReading &asked, const ExampleReading &example)
{
    return Comparer(asked, example).compare();
}

}
