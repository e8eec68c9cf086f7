// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/LocalRanker.h"
#include "tests/unit/knowledge/Measured.h"

#include <QTest>

using namespace sqlai::knowledge;
using namespace Qt::StringLiterals;

class TestLocalRanker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsParaphrases_data();
    void findsParaphrases();
    void fallsIntoNoTrap_data();
    void fallsIntoNoTrap();
    void inventsNothing_data();
    void inventsNothing();
    void sameQuestionIsOne_data();
    void sameQuestionIsOne();
    void namesTheDifference_data();
    void namesTheDifference();
    void comparesAnyLanguage_data();
    void comparesAnyLanguage();
    void survivesOddInput_data();
    void survivesOddInput();
    void orderIsDeterministic();
    void emptyKnowledgeBaseHasNothing();

private:
    static void measuredFiles();
    static QList<Example> examples(const QStringList &questions);
};

void TestLocalRanker::measuredFiles()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("leastAnswered"); // In per cent.

    QTest::newRow("what the threshold was chosen with") << u"paraphrases.jsonl"_s << 96;
    QTest::newRow("the demo's examples") << u"fleet.jsonl"_s << 87;
    QTest::newRow("another trade, German too") << u"holdout.jsonl"_s << 85;
}

QList<Example> TestLocalRanker::examples(const QStringList &questions)
{
    QList<Example> examples;
    for (const QString &question : questions)
        examples.append({.name = u"example-%1"_s.arg(examples.size()), .question = question, .sql = u"SELECT 1"_s});
    return examples;
}

void TestLocalRanker::findsParaphrases_data()
{
    measuredFiles();
}

void TestLocalRanker::findsParaphrases()
{
    QFETCH(const QString, file);
    QFETCH(const int, leastAnswered);
    const Measured measured = Measured::read(file);
    QVERIFY(measured.paraphrases.size() >= 20);
    const LocalRanker ranker(measured.examples);
    qsizetype answered = 0;
    for (const auto &paraphrase : measured.paraphrases) {
        const auto ranked = ranker.rank(paraphrase.question, 3);
        QVERIFY2(!ranked.isEmpty(), qPrintable(paraphrase.question));
        const bool isAnswered = ranked.first().similarity >= LocalRanker::threshold;
        answered += isAnswered ? 1 : 0;
        // None is allowed to get another example's SQL.
        if (isAnswered)
            QCOMPARE(ranked.first().example.name, paraphrase.example);
    }
    QCOMPARE_GE(answered * 100, leastAnswered * measured.paraphrases.size());
}

void TestLocalRanker::fallsIntoNoTrap_data()
{
    measuredFiles();
}

void TestLocalRanker::fallsIntoNoTrap()
{
    QFETCH(const QString, file);
    const Measured measured = Measured::read(file);
    QVERIFY(measured.traps.size() >= 20);
    const LocalRanker ranker(measured.examples);
    for (const QString &question : measured.traps) {
        for (const RankedExample &ranked : ranker.rank(question, 3))
            QVERIFY2(ranked.similarity < LocalRanker::threshold,
                     qPrintable(question + u" -> "_s + ranked.example.name));
    }
}

void TestLocalRanker::inventsNothing_data()
{
    measuredFiles();
}

void TestLocalRanker::inventsNothing()
{
    QFETCH(const QString, file);
    const Measured measured = Measured::read(file);
    QVERIFY(measured.unrelated.size() >= 8);
    const LocalRanker ranker(measured.examples);
    for (const QString &question : measured.unrelated) {
        for (const RankedExample &ranked : ranker.rank(question, 3))
            QVERIFY2(ranked.similarity < LocalRanker::threshold,
                     qPrintable(question + u" -> "_s + ranked.example.name));
    }
}

void TestLocalRanker::sameQuestionIsOne_data()
{
    QTest::addColumn<QString>("question");

    QTest::newRow("as it is") << u"Which trucks have no depot today?"_s;
    QTest::newRow("case and punctuation") << u"  which TRUCKS have -- no depot, today"_s;
    QTest::newRow("typographic signs") << u"“Which trucks” have no depot today…"_s;
}

void TestLocalRanker::sameQuestionIsOne()
{
    QFETCH(const QString, question);
    const LocalRanker ranker(
        examples({u"Which depots have no truck today?"_s, u"Which trucks have no depot today?"_s}));
    const auto ranked = ranker.rank(question, 1);
    QCOMPARE(ranked.size(), 1);
    QCOMPARE(ranked.first().example.name, u"example-1"_s);
    QCOMPARE(ranked.first().similarity, 1.0);
    QVERIFY(ranked.first().differences.isEmpty());
}

void TestLocalRanker::namesTheDifference_data()
{
    QTest::addColumn<QString>("example");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QList<Difference>>("differences");

    const auto row = [](const char *name, const QString &example, const QString &asked, const QList<Difference> &list) {
        QTest::newRow(name) << example << asked << list;
    };
    row("time", u"Orders of today"_s, u"Orders of last month"_s, {{u"last month"_s, u"today"_s}});
    row("time unasked", u"Orders of today"_s, u"All orders"_s, {{{}, u"today"_s}});
    row("same time", u"Orders of last month"_s, u"Orders of the previous month"_s, {});
    row("other span", u"Orders of the last 30 days"_s, u"Orders of the last 7 days"_s,
        {{u"last 7 days"_s, u"last 30 days"_s}});
    row("number in words", u"Orders of the last 30 days"_s, u"Orders of the past thirty days"_s, {});
    row("grain", u"Revenue per month"_s, u"Weekly revenue"_s, {{u"weekly"_s, u"per month"_s}});
    row("same grain", u"Revenue per month"_s, u"Monthly revenue"_s, {});
    row("group", u"Orders per depot"_s, u"Orders for each driver"_s, {{u"each driver"_s, u"per depot"_s}});
    row("group by kind", u"Fuel by truck type"_s, u"Fuel by truck"_s, {{u"by truck"_s, u"by truck type"_s}});
    row("same kind", u"Fuel used by truck type"_s, u"Fuel used by type of truck"_s, {});
    row("rank", u"Trucks with the most trips"_s, u"Trucks with the fewest trips"_s, {{u"fewest"_s, u"most"_s}});
    row("same rank", u"Trucks with the most trips"_s, u"Trucks with the highest number of trips"_s, {});
    row("newest", u"The oldest trucks"_s, u"The latest trucks"_s, {{u"latest"_s, u"oldest"_s}});
    row("comparison", u"Trucks over 20 tons"_s, u"Trucks under 20 tons"_s, {{u"under"_s, u"over"_s}});
    row("aggregate", u"Average weight of the orders"_s, u"Median weight of the orders"_s,
        {{u"median"_s, u"average"_s}});
    row("count for a list", u"Which trucks are idle?"_s, u"How many trucks are idle?"_s, {{u"how many"_s, {}}});
    row("list for a count", u"How many trucks are idle?"_s, u"Which trucks are idle?"_s, {{{}, u"how many"_s}});
    row("negation", u"Trucks with a driver"_s, u"Trucks without a driver"_s, {{u"not"_s, {}}});
    row("negation inside a word", u"Paid invoices"_s, u"Unpaid invoices"_s, {{u"not"_s, {}}});
    row("same negation", u"Invoices that were not paid"_s, u"Which invoices haven't been paid?"_s, {});
    row("opposite", u"Jobs that started today"_s, u"Jobs that ended today"_s, {{u"ended"_s, u"started"_s}});
    row("number", u"Top 10 customers"_s, u"Top five customers"_s, {{u"five"_s, u"10"_s}});
    row("number left open", u"Top 10 customers"_s, u"Best customers"_s, {});
    row("name", u"Orders to Berlin"_s, u"Orders to Hamburg"_s, {{u"hamburg"_s, {}}, {{}, u"berlin"_s}});
    row("one word more", u"Trucks in a depot"_s, u"Electric trucks in a depot"_s, {{u"electric"_s, {}}});
    row("turned round", u"Which trucks have no depot?"_s, u"Which depots have no truck?"_s,
        {{u"depot truck"_s, u"truck depot"_s}});
    row("German", u"Welche Rechnungen sind heute offen?"_s, u"Welche Rechnungen waren gestern offen?"_s,
        {{u"gestern"_s, u"heute"_s}});
}

void TestLocalRanker::namesTheDifference()
{
    QFETCH(const QString, example);
    QFETCH(const QString, asked);
    QFETCH(const QList<Difference>, differences);
    const auto ranked = LocalRanker(examples({example})).rank(asked, 1);
    QCOMPARE(ranked.size(), 1);
    QStringList found;
    for (const Difference &difference : ranked.first().differences)
        found << difference.asked + u'|' + difference.inExample;
    QVERIFY2(ranked.first().differences == differences, qPrintable(found.join(u", "_s)));
    QCOMPARE(ranked.first().similarity >= LocalRanker::threshold, differences.isEmpty());
}

void TestLocalRanker::comparesAnyLanguage_data()
{
    QTest::addColumn<QString>("example");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<bool>("isFound");

    QTest::newRow("Spanish, other order") << u"¿Qué pedidos llegaron hoy?"_s << u"pedidos que llegaron hoy"_s << true;
    QTest::newRow("Spanish, other day") << u"¿Qué pedidos llegaron hoy?"_s << u"¿Qué pedidos llegaron ayer?"_s << false;
    QTest::newRow("Spanish, day left out") << u"¿Qué pedidos llegaron hoy?"_s << u"¿Qué pedidos llegaron?"_s << false;
    QTest::newRow("Chinese, same") << u"今天完成了哪些活动？"_s << u"今天完成了哪些活动"_s << true;
    QTest::newRow("Chinese, other day") << u"今天完成了哪些活动？"_s << u"昨天完成了哪些活动？"_s << false;
    QTest::newRow("Arabic, other day") << u"ما هي الطلبات اليوم"_s << u"ما هي الطلبات أمس"_s << false;
    QTest::newRow("accents") << u"Umsätze je Straße"_s << u"umsatze je strasse"_s << true;
}

void TestLocalRanker::comparesAnyLanguage()
{
    QFETCH(const QString, example);
    QFETCH(const QString, asked);
    const auto ranked = LocalRanker(examples({example})).rank(asked, 1);
    QTEST(!ranked.isEmpty() && ranked.first().similarity >= LocalRanker::threshold, "isFound");
}

void TestLocalRanker::survivesOddInput_data()
{
    QTest::addColumn<QString>("question");

    QTest::newRow("empty") << QString();
    QTest::newRow("blank") << u" \t\n"_s;
    QTest::newRow("signs") << u"?!... --- ''"_s;
    QTest::newRow("apostrophes") << u"n't 's ' n't"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xd800));
    QTest::newRow("control characters") << QString(QChar(0)) + QChar(1) + QChar(0x202e);
    QTest::newRow("one long word") << QString(100'000, u'a');
    QTest::newRow("many words") << u"trucks today "_s.repeated(5'000);
}

void TestLocalRanker::survivesOddInput()
{
    QFETCH(const QString, question);
    const LocalRanker ranker(examples({u"Which trucks are in the depot?"_s, question}));
    for (const RankedExample &ranked : ranker.rank(question, 5))
        QVERIFY(ranked.similarity >= 0 && ranked.similarity <= 1);
    const auto others = LocalRanker(examples({u"Which trucks are in the depot?"_s})).rank(question, 5);
    QVERIFY(others.isEmpty() || others.first().similarity < LocalRanker::threshold);
}

void TestLocalRanker::orderIsDeterministic()
{
    QList<Example> twins = examples({u"Trucks of today"_s, u"Trucks of today"_s, u"Drivers of today"_s});
    std::ranges::reverse(twins);
    const auto ranked = LocalRanker(twins).rank(u"today's trucks"_s, 2);
    QCOMPARE(ranked.size(), 2);
    QCOMPARE(ranked.at(0).example.name, u"example-0"_s);
    QCOMPARE(ranked.at(1).example.name, u"example-1"_s);
}

void TestLocalRanker::emptyKnowledgeBaseHasNothing()
{
    QVERIFY(LocalRanker().rank(u"Which trucks?"_s, 3).isEmpty());
    QVERIFY(LocalRanker(examples({u"Which trucks?"_s})).rank(u"Which trucks?"_s, 0).isEmpty());
}

QTEST_GUILESS_MAIN(TestLocalRanker)
#include "tst_localranker.moc"
