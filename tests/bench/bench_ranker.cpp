// SPDX-License-Identifier: GPL-3.0-or-later
// How long the local ranker takes over 10,000 examples, and how often it is right. Usage: bench_ranker (with
// SQLAI_SOURCE_DIR set to the checkout).
#include "core/knowledge/LocalRanker.h"
#include "tests/unit/knowledge/Measured.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace sqlai::knowledge;
using namespace Qt::StringLiterals;

namespace {

constexpr int exampleCount = 10'000;

/// Questions that share many words, the worst case: long lists to walk, many near ones to compare.
QList<Example> manyExamples()
{
    const QStringList what{u"trucks"_s, u"drivers"_s, u"orders"_s,   u"invoices"_s,    u"customers"_s,
                           u"depots"_s, u"routes"_s,  u"payments"_s, u"inspections"_s, u"incidents"_s};
    const QStringList how{u"finished"_s, u"delayed"_s,  u"planned"_s,  u"cancelled"_s, u"inspected"_s,
                          u"invoiced"_s, u"assigned"_s, u"rejected"_s, u"approved"_s,  u"repaired"_s};
    const QStringList when{u"today"_s,     u"yesterday"_s,    u"last month"_s,          u"this year"_s,
                           u"last week"_s, u"this quarter"_s, u"in the last 30 days"_s, u"per month"_s,
                           u"on Monday"_s, u"next week"_s};
    const QStringList by{u"per depot"_s,         u"with the highest cost"_s,     u"with the lowest weight"_s,
                         u"by customer"_s,       u"with their license plates"_s, u"without a contract"_s,
                         u"by severity"_s,       u"in alphabetical order"_s,     u"with phone and address"_s,
                         u"by type of vehicle"_s};
    QList<Example> examples;
    for (int i = 0; i < exampleCount; ++i) {
        examples.append({.name = u"example-%1"_s.arg(i),
                         .question = u"Which %1 were %2 %3, %4?"_s.arg(what[i % 10], how[i / 10 % 10],
                                                                       when[i / 100 % 10], by[i / 1000]),
                         .description = u"Shows the %1 that were %2, the latest first, number %3."_s.arg(
                             what[i % 10], how[i / 10 % 10], QString::number(i)),
                         .sql = u"SELECT 1"_s});
    }
    return examples;
}

/// Processor time, so that a busy machine does not count.
double milliseconds()
{
    return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC;
}

void measureTime()
{
    const QList<Example> examples = manyExamples();
    const double start = milliseconds();
    const LocalRanker ranker(examples);
    std::printf("index of %d examples: %.0f ms\n", exampleCount, milliseconds() - start);
    std::vector<double> times;
    for (int i = 0; i < exampleCount; i += 37) {
        const double before = milliseconds();
        const auto ranked = ranker.rank(examples[i].question.toUpper() + u" please"_s, 3);
        times.push_back(milliseconds() - before);
        if (ranked.isEmpty())
            std::printf("nothing found for example %d\n", i);
    }
    std::ranges::sort(times);
    std::printf("rank: median %.2f ms, 95 %% %.2f ms, worst %.2f ms\n", times[times.size() / 2],
                times[times.size() * 95 / 100], times.back());
}

void measureAccuracy(const QString &fileName)
{
    const Measured measured = Measured::read(fileName);
    const LocalRanker ranker(measured.examples);
    const auto similarity = [&ranker](const QString &question) {
        const auto ranked = ranker.rank(question, 1);
        return ranked.isEmpty() ? 0 : ranked.first().similarity;
    };
    const auto accepted = [&](const QStringList &questions) {
        return std::ranges::count_if(questions,
                                     [&](const QString &q) { return similarity(q) >= LocalRanker::threshold; });
    };
    qsizetype first = 0;
    qsizetype answered = 0;
    for (const auto &paraphrase : measured.paraphrases) {
        const auto ranked = ranker.rank(paraphrase.question, 1);
        const bool isFirst = !ranked.isEmpty() && ranked.first().example.name == paraphrase.example;
        first += isFirst ? 1 : 0;
        answered += isFirst && ranked.first().similarity >= LocalRanker::threshold ? 1 : 0;
    }
    std::printf(
        "%s: first %lld and answered %lld of %lld paraphrases, accepted %lld of %lld traps, %lld of %lld unrelated\n",
        qPrintable(fileName), static_cast<long long>(first), static_cast<long long>(answered),
        static_cast<long long>(measured.paraphrases.size()), static_cast<long long>(accepted(measured.traps)),
        static_cast<long long>(measured.traps.size()), static_cast<long long>(accepted(measured.unrelated)),
        static_cast<long long>(measured.unrelated.size()));
}

}

int main()
{
    measureTime();
    measureAccuracy(u"paraphrases.jsonl"_s);
    measureAccuracy(u"fleet.jsonl"_s);
    measureAccuracy(u"holdout.jsonl"_s);
    return 0;
}
