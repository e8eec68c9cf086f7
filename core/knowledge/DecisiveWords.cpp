// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/DecisiveWords.h"

#include "core/knowledge/Words.h"

#include <QHash>
#include <QRegularExpression>

#include <initializer_list>

using namespace Qt::StringLiterals;

namespace sqlai::knowledge::decisive {
namespace {

/// "meaning: word word ..." lines, read once.
class Table final
{
public:
    Table(std::initializer_list<const char *> lines)
    {
        for (const char *line : lines) {
            const QString text = QString::fromLatin1(line);
            const QString meaning = text.section(u": "_s, 0, 0);
            for (const QString &word : text.section(u": "_s, 1).split(u' '))
                m_meanings.insert(word, meaning);
        }
    }

    QString operator[](const QString &word) const { return m_meanings.value(word); }
    QStringList words() const { return m_meanings.keys(); }

private:
    QHash<QString, QString> m_meanings;
};

const Table &units()
{
    static const Table table{"minute: minute minutes minuten",
                             "hour: hour hours stunde stunden",
                             "day: day days tag tage tagen tages",
                             "week: week weeks woche wochen",
                             "weekend: weekend weekends wochenende wochenenden",
                             "month: month months monat monate monats monaten",
                             "quarter: quarter quarters quartal quartale quartals",
                             "year: year years jahr jahre jahres jahren"};
    return table;
}

const Table &grainAdverbs()
{
    static const Table table{"hour: hourly stundlich",   "day: daily taglich", "week: weekly wochentlich",
                             "month: monthly monatlich", "quarter: quarterly", "year: yearly annually annual jahrlich"};
    return table;
}

const Table &directions()
{
    static const Table table{
        "0: this current diese diesem diesen dieser dieses aktuelle aktuellen laufenden",
        "-1: last previous past prior preceding letzte letzten letzter letztes letztem vorige vorigen vergangenen",
        "+1: next coming upcoming following nachste nachsten nachster nachstes nachstem kommende kommenden"};
    return table;
}

const Table &moments()
{
    static const Table table{"0 day: today heute",
                             "-1 day: yesterday gestern",
                             "+1 day: tomorrow",
                             "0 year: ytd",
                             "0 night: tonight",
                             "monday: monday mondays montag",
                             "tuesday: tuesday tuesdays dienstag",
                             "wednesday: wednesday wednesdays mittwoch",
                             "thursday: thursday thursdays donnerstag",
                             "friday: friday fridays freitag",
                             "saturday: saturday saturdays samstag",
                             "sunday: sunday sundays sonntag",
                             "january: january januar",
                             "february: february februar",
                             "march: march marz",
                             "april: april",
                             "june: june juni",
                             "july: july juli",
                             "august: august",
                             "september: september",
                             "october: october oktober",
                             "november: november",
                             "december: december dezember",
                             "morning: morning mornings morgens",
                             "noon: noon midday mittags",
                             "afternoon: afternoon afternoons nachmittags",
                             "evening: evening evenings abends",
                             "night: night nights midnight nachts",
                             "1 quarter: q1",
                             "2 quarter: q2",
                             "3 quarter: q3",
                             "4 quarter: q4"};
    return table;
}

const Table &sides()
{
    static const Table table{"before: before until till prior vor bis", "after: after since nach seit ab", "ago: ago"};
    return table;
}

const Table &ranks()
{
    static const Table table{
        "high: most highest largest biggest greatest top best maximum max longest heaviest busiest strongest tallest "
        "costliest meisten meiste hochste hochsten grosste grossten beste besten langste langsten maximal",
        "low: fewest least lowest smallest bottom worst minimum min shortest lightest weakest cheapest "
        "wenigsten niedrigste niedrigsten kleinste kleinsten schlechteste schlechtesten kurzeste kurzesten minimal",
        "new: latest newest recent recently youngest neueste neuesten jungste jungsten",
        "old: oldest earliest alteste altesten fruheste fruhesten",
        "fast: fastest quickest schnellste schnellsten",
        "slow: slowest langsamste langsamsten",
        "near: nearest closest nachstgelegene",
        "far: farthest furthest remotest"};
    return table;
}

const Table &comparisons()
{
    static const Table table{"more: more over above exceeding exceed exceeds greater larger longer higher older later "
                             "bigger warmer heavier faster mehr uber langer",
                             "less: less fewer under below smaller shorter lower younger earlier colder cooler lighter "
                             "slower weniger unter kurzer"};
    return table;
}

const Table &aggregates()
{
    static const Table table{"average: average averages mean avg durchschnitt durchschnittlich durchschnittliche",
                             "median: median", "sum: total totals sum sums altogether summe gesamt insgesamt",
                             "count: count counts anzahl wieviele",
                             "share: percentage percent share ratio proportion rate prozent anteil quote"};
    return table;
}

/// By concept, as Words.h makes them.
const QHash<QString, QString> &opposites()
{
    static const QHash<QString, QString> table = [] {
        QHash<QString, QString> sides;
        const char *pairs[] = {"start/finish",      "late/early",        "open/close",        "buy/sell",
                               "deliver/pickup",    "absent/present",    "increase/decrease", "rise/fall",
                               "incoming/outgoing", "send/receive",      "accept/reject",     "succeed/fail",
                               "internal/external", "cheap/expensive",   "first/final",       "load/unload",
                               "gain/lose",         "planned/actual",    "enter/leave",       "hire/fire",
                               "credit/debit",      "positive/negative", "male/female",       "old/new"};
        for (const char *pair : pairs) {
            for (const QString &word : QString::fromLatin1(pair).split(u'/'))
                sides.insert(conceptOf(word), QString::fromLatin1(pair) + u':' + word);
        }
        // "on time" is read as one word.
        sides.insert(u"punctual"_s, u"late/early:punctual"_s);
        return sides;
    }();
    return table;
}

const Table &negations()
{
    static const Table table{
        "not: not never no without none nobody nothing neither nor cannot except excluding besides "
        "nicht kein keine keinen keiner keinem ohne nie niemals ausser"};
    return table;
}

const Table &numbers()
{
    static const Table table{"2: two zwei",           "3: three drei",
                             "4: four vier",          "5: five funf",
                             "6: six sechs",          "7: seven sieben",
                             "8: eight acht",         "9: nine neun",
                             "10: ten zehn",          "11: eleven elf",
                             "12: twelve zwolf",      "14: fourteen vierzehn",
                             "15: fifteen",           "20: twenty",
                             "24: twentyfour",        "25: twentyfive",
                             "30: thirty dreissig",   "40: forty",
                             "50: fifty funfzig",     "60: sixty sechzig",
                             "90: ninety neunzig",    "100: hundred hundert",
                             "1000: thousand tausend"};
    return table;
}

const Table &distributives()
{
    static const Table table{"per: per each every pro je jede jeder jedes jeden jedem"};
    return table;
}

}

QString unit(const QString &word)
{
    return units()[word];
}

QString grainAdverb(const QString &word)
{
    return grainAdverbs()[word];
}

QString direction(const QString &word)
{
    return directions()[word];
}

QString moment(const QString &word)
{
    return moments()[word];
}

QString side(const QString &word)
{
    return sides()[word];
}

QString rank(const QString &word)
{
    return ranks()[word];
}

QString comparison(const QString &word)
{
    return comparisons()[word];
}

QString aggregate(const QString &word)
{
    return aggregates()[word];
}

QString opposite(const QString &stem)
{
    return opposites().value(stem);
}

bool isNegation(const QString &word)
{
    return !negations()[word].isEmpty();
}

QString negatedWord(const QString &word)
{
    static const QRegularExpression participle(u"^un(?!ited)([a-z]{2,}(?:ed|id|en|ld|nt|de|wn))$"_s);
    static const Table others{"active: inactive inaktiv", "complete: incomplete", "valid: invalid",
                              "bezahlt: unbezahlt unbezahlte unbezahlten", "available: unavailable"};
    if (QString stem = others[word]; !stem.isEmpty())
        return stem;
    const auto match = participle.match(word);
    return match.captured(1);
}

QString number(const QString &word)
{
    if (!word.isEmpty() && word.front().isDigit())
        return word;
    return numbers()[word];
}

bool isDistributive(const QString &word)
{
    return !distributives()[word].isEmpty();
}

QStringList allWords()
{
    QStringList words;
    for (const Table *table : {&units(), &grainAdverbs(), &directions(), &moments(), &sides(), &ranks(), &comparisons(),
                               &aggregates(), &negations(), &numbers(), &distributives()})
        words += table->words();
    return words;
}

}
