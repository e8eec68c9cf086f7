// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/base/Secret.h"
#include "core/net/HttpTypes.h"

#include <QByteArray>
#include <QCoreApplication>

namespace sqlai::llm {

/// What an endpoint's answer is worth as an Error, each with a sentence that says what to do next. What the endpoint
/// says is quoted as foreign text: one line, at most 300 characters, and the key never in it.
class ReplyError final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::llm::ReplyError)

public:
    /// An answer that came to its end with a status other than 200: HttpStatus or ProviderAuth.
    static Error fromStatus(const net::HttpHead &head, const QByteArray &body, const Secret &key);
    /// What the endpoint says is wrong, fit to be quoted; empty where it says nothing that can be read.
    static QString messageOf(const QByteArray &body, const Secret &key);
    /// Quoted text of the endpoint or the model, fit for an error.
    static QString quoted(const QString &text, const Secret &key);

    /// All of these are BadReply.
    static Error empty();
    static Error tooLong(qsizetype maximumBytes);
    static Error notUtf8();
    static Error tooDeep();
    static Error notJson(const QByteArray &text);
    static Error wrongShape(const QString &missing);
    static Error reported(const QString &message);
    static Error cutOff();
    static Error cutByTokens();
    static Error filtered();
    static Error refused(const QString &refusal);
    static Error calledTool();
    static Error endedOddly(const QString &finishReason);
    static Error noText();
    static Error textTooLong(qsizetype maximumBytes);

    /// NotFound.
    static Error noEmbeddings(const net::HttpHead &head, const QByteArray &body, const Secret &key);

private:
    static Error redirected(const net::HttpHead &head, const Secret &key);
};

}
