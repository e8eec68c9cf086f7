// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/ReplyJson.h"

#include "core/llm/ReplyError.h"

#include <QStringDecoder>

namespace sqlai::llm {
namespace {

bool isUtf8(const QByteArray &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString decoded = decoder(text);
    return !decoder.hasError();
}

}

bool isDeeperThan(QByteArrayView json, int maximumDepth)
{
    int depth = 0;
    bool isInString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (isInString && c == '\\')
            ++i;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '[' || c == '{') && ++depth > maximumDepth)
            return true;
        else if (!isInString && (c == ']' || c == '}'))
            --depth;
    }
    return false;
}

Result<Json> parseReply(const QByteArray &text, qsizetype maximumBytes)
{
    if (text.size() > maximumBytes)
        return ReplyError::tooLong(maximumBytes);
    if (text.trimmed().isEmpty())
        return ReplyError::empty();
    if (!isUtf8(text))
        return ReplyError::notUtf8();
    if (isDeeperThan(text, maximumJsonDepth))
        return ReplyError::tooDeep();
    Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (json.is_discarded())
        return ReplyError::notJson(text);
    return json;
}

const Json *memberOf(const Json &json, const char *key)
{
    if (!json.is_object())
        return nullptr;
    const auto found = json.find(key);
    return found == json.end() ? nullptr : &*found;
}

QString textOf(const Json &json, const char *key)
{
    const Json *member = memberOf(json, key);
    return member && member->is_string() ? QString::fromStdString(member->get_ref<const std::string &>()) : QString();
}

qint64 countOf(const Json &json, const char *key)
{
    const Json *member = memberOf(json, key);
    const bool isCount = member && member->is_number_integer() && *member >= 0 && *member <= 1'000'000'000'000;
    return isCount ? member->get<qint64>() : 0;
}

}
