// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <optional>

// How a model writes, whatever it was asked for. Pure; every text is survived, in time that grows with its length.
namespace sqlai::query {

/// The text without blocks such as <think>...</think>; one that is not closed goes to the end, and one whose beginning
/// is missing begins with the text. Inside a fence they are left alone.
QString withoutThinking(const QString &text);

/// A fenced piece of a text: ```language, content, ```.
struct CodeBlock {
    /// In lower case; empty where none stands there.
    QString language = {};
    QStringView content = {};
    /// Of the whole block in the text, fences included; `end` is behind it.
    qsizetype begin = 0;
    qsizetype end = 0;
    bool isClosed = false;
};

/// The first block that begins at `from` or later. Points into the text.
std::optional<CodeBlock> nextCodeBlock(QStringView text, qsizetype from);

/// Prose as one paragraph without Markdown's marks, at most `maximumLength` long.
QString plainParagraph(const QString &markdown, qsizetype maximumLength = 1'000);

/// The reason of a text that says, in the form that the prompts agree on ("CANNOT ANSWER: reason"), that there is no
/// answer; may be empty. Nothing where no line begins so.
std::optional<QString> cannotAnswerReason(const QString &text);

}
