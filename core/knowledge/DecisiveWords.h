// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sqlai::knowledge {

/// The tables of words that decide about an answer, English and German, without case and accents. Each function gives
/// what a word stands for, or an empty string.
namespace decisive {

/// "month" for "months" and "Monat".
QString unit(const QString &word);
/// "month" for "monthly".
QString grainAdverb(const QString &word);
/// "-1" for "last", "0" for "this", "+1" for "next".
QString direction(const QString &word);
/// "0 day" for "today"; weekdays, months and times of the day by themselves.
QString moment(const QString &word);
/// "before" or "after".
QString side(const QString &word);
/// "high", "low", "new", "old", "fast", "slow", "near", "far".
QString rank(const QString &word);
/// "more" or "less", for words that stand before "than" or a number.
QString comparison(const QString &word);
/// "average", "median", "sum", "count", "share".
QString aggregate(const QString &word);
/// "start" for "begin", with its pair: "start/finish:start".
QString opposite(const QString &stem);
bool isNegation(const QString &word);
/// "paid" for "unpaid"; empty where the word only looks so.
QString negatedWord(const QString &word);
/// "10" for "ten" and "10"; empty where it is no number.
QString number(const QString &word);
/// "per", "each", "every".
bool isDistributive(const QString &word);
/// Every word of the tables.
QStringList allWords();

}

}
