// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/Words.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace sqlai::knowledge {

/// What a decisive word decides.
enum class MarkKind {
    /// "today", "last 30 days", "monday", "before"
    Time,
    /// "per month", "weekly"
    Grain,
    /// "per depot", "for each truck"
    Group,
    /// "most", "latest", "top"
    Rank,
    /// "more than", "at most"
    Comparison,
    /// "average", "how many"
    Aggregate,
    /// one side of a pair such as start and finish
    Opposite,
    Number,
};

/// A word or phrase that decides about the answer: two questions that differ in one ask for different rows, however
/// much they look alike.
struct Mark {
    MarkKind kind = MarkKind::Time;
    /// Equal for phrases of equal meaning: "previous month" and "last month".
    QString key = {};
    /// As it was written, for a person.
    QString words = {};
};

/// A question as far as it can be understood without a model.
struct QuestionReading {
    QList<Mark> marks = {};
    /// The concepts of its content words, in their order, and the words themselves.
    QStringList concepts = {};
    QStringList conceptWords = {};
    /// Concepts that were written like a name or a value.
    QStringList names = {};
    /// Concepts in their order, an empty string standing where a word turns the sentence ("without", "most", "per").
    QStringList sequence = {};
    /// How often it says no: "not", "without", "unpaid".
    int negations = 0;
    /// Whether it is English or German as far as its words tell. Where not, we do not know its decisive words.
    bool isKnownLanguage = false;

    bool has(MarkKind kind) const;
    bool has(MarkKind kind, const QString &key) const;
    /// Concepts and marks: what two questions can have in common. Sorted, each once.
    QStringList terms() const;
};

QuestionReading readQuestion(const QList<Word> &words);

/// Every word that means something to readQuestion(), to tell a slip of the pen from a word.
QStringList decisiveWords();

}
