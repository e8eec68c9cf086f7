// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/LocalRanker.h"

#include "core/knowledge/Differences.h"
#include "core/knowledge/NgramIndex.h"
#include "core/knowledge/Spelling.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

// Chosen by measuring: with any share of n-grams up to a half the same examples come first; words alone miss typing
// errors.
constexpr double shareOfNgrams = 0.2;
constexpr double weightOfDescription = 0.7;
/// How much more the asked words weigh than those of the example: a short question for a long example is usual.
constexpr double exponentOfAsked = 0.6;
constexpr double factorOfCorrection = 0.95;
/// Less than the threshold, so that whatever differs in a decisive word stays below it.
constexpr double factorOfDifference = LocalRanker::threshold * 0.9;
constexpr double mostOfOtherQuestion = 0.99;
constexpr double leastWorthShowing = 0.05;

struct Posting {
    int example = 0;
    bool isInQuestion = false;
};

struct Candidate {
    int example = 0;
    double similarity = 0;
    QList<Difference> differences = {};
};

QString joined(const QList<Word> &words)
{
    QStringList texts;
    for (const Word &word : words)
        texts << word.text;
    return texts.join(u' ');
}

}

struct LocalRanker::Index {
    QList<Example> examples;
    std::vector<ExampleReading> readings;
    /// The questions' words, to know the same question again.
    QStringList questions;
    QHash<QString, std::vector<Posting>> postings;
    /// Of each example, what all terms of its question weigh.
    std::vector<double> questionWeights;
    NgramIndex ngrams;
    Spelling spelling;

    explicit Index(const QList<Example> &list);

    void add(int number, const Example &example);
    double rarity(const QString &term) const;
    int correct(QList<Word> &words) const;
    std::vector<Candidate> candidates(const QList<Word> &words, const QuestionReading &asked) const;
    bool isBefore(const Candidate &a, const Candidate &b) const;
};

LocalRanker::Index::Index(const QList<Example> &list)
    : examples(list)
{
    for (const QString &word : decisiveWords())
        spelling.add(word);
    for (int i = 0; i < examples.size(); ++i)
        add(i, examples[i]);
    ngrams.finish();
    for (const ExampleReading &reading : readings) {
        double weight = 0;
        for (const QString &term : reading.question.terms())
            weight += rarity(term);
        questionWeights.push_back(weight);
    }
}

void LocalRanker::Index::add(int number, const Example &example)
{
    const QList<Word> question = wordsOf(example.question);
    const QString name = QString(example.name).replace(u'-', u' ').replace(u'_', u' ');
    const QList<Word> description = wordsOf(example.description + u". "_s + name);
    for (const QList<Word> &words : {question, description}) {
        for (const Word &word : words)
            spelling.add(word.text);
    }
    readings.push_back({readQuestion(question), readQuestion(description)});
    questions << joined(question);
    ngrams.add(questions.last());
    const QStringList terms = readings.back().question.terms();
    for (const QString &term : terms)
        postings[term].push_back({number, true});
    for (const QString &term : readings.back().description.terms()) {
        if (!std::ranges::binary_search(terms, term))
            postings[term].push_back({number, false});
    }
}

double LocalRanker::Index::rarity(const QString &term) const
{
    const auto found = postings.constFind(term);
    const double with = found == postings.constEnd() ? 0 : static_cast<double>(found->size());
    const auto all = static_cast<double>(examples.size());
    return std::log(1 + (all + 1) / (with + 1));
}

/// Corrects slips of the pen, but nothing that may be a name or a value. How many there were.
int LocalRanker::Index::correct(QList<Word> &words) const
{
    int corrections = 0;
    for (Word &word : words) {
        const bool isLeft = word.isName || spelling.isKnown(word.text) || isFunctionWord(word.text)
                            || std::ranges::any_of(word.text, [](QChar c) { return c.isDigit(); });
        const QString corrected = isLeft ? QString() : spelling.corrected(word.text);
        if (corrected.isEmpty())
            continue;
        // An inflection of a known word is no slip.
        corrections += conceptOf(corrected) == conceptOf(word.text) ? 0 : 1;
        word.text = corrected;
    }
    return corrections;
}

bool LocalRanker::Index::isBefore(const Candidate &a, const Candidate &b) const
{
    if (a.similarity != b.similarity)
        return a.similarity > b.similarity;
    const QString &nameA = examples[a.example].name;
    const QString &nameB = examples[b.example].name;
    return nameA == nameB ? a.example < b.example : nameA < nameB;
}

/// By words and n-grams alone, the nearest first.
std::vector<Candidate> LocalRanker::Index::candidates(const QList<Word> &words, const QuestionReading &asked) const
{
    std::vector<double> covered(readings.size(), 0);
    std::vector<double> common(readings.size(), 0);
    double askedWeight = 0;
    for (const QString &term : asked.terms()) {
        const double weight = rarity(term);
        askedWeight += weight;
        const auto found = postings.constFind(term);
        if (found == postings.constEnd())
            continue;
        for (const Posting &posting : *found) {
            const auto i = static_cast<size_t>(posting.example);
            covered[i] += weight * (posting.isInQuestion ? 1 : weightOfDescription);
            common[i] += posting.isInQuestion ? weight : 0;
        }
    }
    const std::vector<float> cosines = ngrams.cosines(joined(words));
    std::vector<Candidate> near;
    for (size_t i = 0; i < readings.size(); ++i) {
        const bool isShared = askedWeight > 0 && questionWeights[i] > 0;
        const double byWords = isShared ? std::pow(covered[i] / askedWeight, exponentOfAsked)
                                              * std::pow(common[i] / questionWeights[i], 1 - exponentOfAsked)
                                        : 0;
        const double similarity = (1 - shareOfNgrams) * byWords + shareOfNgrams * static_cast<double>(cosines[i]);
        if (similarity >= leastWorthShowing)
            near.push_back({.example = static_cast<int>(i), .similarity = std::min(similarity, mostOfOtherQuestion)});
    }
    return near;
}

LocalRanker::LocalRanker(const QList<Example> &examples)
    : m_index(std::make_shared<const Index>(examples))
{
}

QList<RankedExample> LocalRanker::rank(const QString &question, qsizetype limit) const
{
    QList<Word> words = wordsOf(question);
    const QString asWritten = joined(words);
    if (words.isEmpty() || limit <= 0)
        return {};
    const double factor = std::pow(factorOfCorrection, m_index->correct(words));
    const QuestionReading asked = readQuestion(words);
    std::vector<Candidate> candidates = m_index->candidates(words, asked);
    for (Candidate &candidate : candidates) {
        const bool isSame = m_index->questions[candidate.example] == asWritten;
        candidate.similarity = isSame ? 1 : candidate.similarity * factor;
    }
    const auto isBefore = [this](const Candidate &a, const Candidate &b) { return m_index->isBefore(a, b); };
    std::ranges::sort(candidates, isBefore);

    // Differences only lower a similarity: once `limit` are nearer than the next can be, the rest need no look.
    std::vector<Candidate> nearest;
    for (Candidate &candidate : candidates) {
        const bool isFull = std::ssize(nearest) == limit;
        if (isFull && nearest.back().similarity >= candidate.similarity)
            break;
        if (candidate.similarity < 1) {
            const auto &reading = m_index->readings[static_cast<size_t>(candidate.example)];
            candidate.differences = differencesOf(asked, reading);
        }
        if (!candidate.differences.isEmpty())
            candidate.similarity *= factorOfDifference;
        nearest.insert(std::ranges::upper_bound(nearest, candidate, isBefore), candidate);
        if (isFull)
            nearest.pop_back();
    }
    QList<RankedExample> ranked;
    for (const Candidate &candidate : nearest)
        ranked.append({m_index->examples[candidate.example], candidate.similarity, candidate.differences});
    return ranked;
}

}
