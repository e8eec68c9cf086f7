// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ReplyError.h"

#include "core/llm/ReplyJson.h"
#include "core/net/Endpoint.h"

using namespace Qt::StringLiterals;

namespace sqlai::llm {
namespace {

Error badReply(const QString &detail)
{
    return {.code = ErrorCode::BadReply, .detail = detail};
}

bool isWebPage(const QByteArray &text)
{
    return text.trimmed().startsWith('<');
}

/// OpenAI: {"error": {"message"}}; others: {"error": "..."}, {"message"}, {"detail"}; else the plain text.
QString spokenText(const QByteArray &body)
{
    const auto json = parseReply(body);
    if (!json)
        return isWebPage(body) ? QString() : QString::fromUtf8(body.left(1000));
    if (const Json *error = memberOf(*json, "error")) {
        if (const QString message = textOf(*error, "message"); !message.isEmpty())
            return message;
    }
    for (const char *key : {"error", "message", "detail"}) {
        if (const QString message = textOf(*json, key); !message.isEmpty())
            return message;
    }
    return {};
}

}

QString ReplyError::quoted(const QString &text, const Secret &key)
{
    // Only then shortened: invisible characters must not hide the key, nor the end of the line leave half of it.
    QString line = net::foreignLine(text, text.size());
    if (!key.isEmpty())
        line.replace(QString::fromLatin1(key.reveal()), u"***"_s);
    return net::foreignLine(line);
}

QString ReplyError::messageOf(const QByteArray &body, const Secret &key)
{
    return quoted(spokenText(body), key);
}

Error ReplyError::fromStatus(const net::HttpHead &head, const QByteArray &body, const Secret &key)
{
    if (head.status >= 300 && head.status < 400)
        return redirected(head, key);
    const QString message = messageOf(body, key);
    QString answer = QString::number(head.status);
    if (!message.isEmpty())
        answer += u", \"%1\""_s.arg(message);
    const auto error = [&](const QString &next) {
        return Error{.code = ErrorCode::HttpStatus, .detail = tr("it answered with status %1. %2").arg(answer, next)};
    };
    switch (head.status) {
    case 401:
    case 403:
        return {.code = ErrorCode::ProviderAuth,
                .detail = tr("the server answered with status %1. Check OPENAI_API_KEY and what it is allowed to do.")
                              .arg(answer)};
    case 404:
        return error(tr("Check OPENAI_MODEL and OPENAI_BASE_URL."));
    case 429:
        return error(tr("Wait a little, and check the limits of your account."));
    default:
        break;
    }
    if (head.status >= 500)
        return error(tr("Try again later."));
    return error(tr("Check OPENAI_MODEL and the other settings that begin with OPENAI_."));
}

Error ReplyError::redirected(const net::HttpHead &head, const Secret &key)
{
    const auto unwanted = QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment;
    const QString target = quoted(head.redirectTarget.toString(unwanted), key);
    return {.code = ErrorCode::HttpStatus,
            .detail = tr("it answered with status %1 and points to \"%2\", where nothing was sent. If you trust that "
                         "address, set OPENAI_BASE_URL to it.")
                          .arg(head.status)
                          .arg(target)};
}

Error ReplyError::noEmbeddings(const net::HttpHead &head, const QByteArray &body, const Secret &key)
{
    const QString message = messageOf(body, key);
    const QString reason = message.isEmpty() ? QString::number(head.status) : message;
    return {.code = ErrorCode::NotFound,
            .detail = tr("The model's server gives no embeddings (%1). Check OPENAI_EMBEDDING_MODEL.").arg(reason)};
}

Error ReplyError::empty()
{
    return badReply(tr("it is empty. Try again, and check OPENAI_BASE_URL if it happens again."));
}

Error ReplyError::tooLong(qsizetype maximumBytes)
{
    return badReply(tr("it is longer than %1 KB. Check OPENAI_BASE_URL and OPENAI_MODEL.").arg(maximumBytes / 1024));
}

Error ReplyError::notUtf8()
{
    return badReply(tr("it is not valid UTF-8. Try again, or choose another model."));
}

Error ReplyError::tooDeep()
{
    return badReply(tr("its JSON is nested too deep. Try again, or choose another model."));
}

Error ReplyError::notJson(const QByteArray &text)
{
    if (isWebPage(text))
        return badReply(tr("it is a web page. Check OPENAI_BASE_URL, which often ends with /v1."));
    return badReply(tr("it is no whole JSON. Try again, and check OPENAI_BASE_URL if it happens again."));
}

Error ReplyError::wrongShape(const QString &missing)
{
    return badReply(tr("%1 is missing in it. Check that OPENAI_BASE_URL speaks OpenAI's protocol.").arg(missing));
}

Error ReplyError::reported(const QString &message)
{
    return badReply(message.isEmpty()
                        ? tr("the server reports an error without a reason. Try again.")
                        : tr("the server reports an error, \"%1\". Try again, or choose another model.").arg(message));
}

Error ReplyError::cutOff()
{
    return badReply(tr("it ends in the middle. Try again."));
}

Error ReplyError::cutByTokens()
{
    return badReply(tr("it was cut off at the limit of tokens. Raise OPENAI_MAX_TOKENS, or ask for less."));
}

Error ReplyError::filtered()
{
    return badReply(tr("the provider's content filter held it back. Ask in other words."));
}

Error ReplyError::refused(const QString &refusal)
{
    return badReply(tr("the model refuses, \"%1\". Ask in other words.").arg(refusal));
}

Error ReplyError::calledTool()
{
    return badReply(tr("the model wants to call a tool, and none was offered. Try again, or choose another model."));
}

Error ReplyError::endedOddly(const QString &finishReason)
{
    return badReply(tr("it ended early (%1). Try again, or choose another model.").arg(finishReason));
}

Error ReplyError::noText()
{
    return badReply(tr("there is no text in it. Try again, or choose another model."));
}

Error ReplyError::textTooLong(qsizetype maximumBytes)
{
    return badReply(
        tr("its text is longer than %1 KB. Ask for less, or choose another model.").arg(maximumBytes / 1024));
}

}
