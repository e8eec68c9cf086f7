// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ErrorText.h"
#include "tests/integration/llm/Endpoint.h"
#include "tests/support/HttpServer.h"

#include <QTest>

namespace sqlai::test {

inline ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    return {.status = status, .body = body};
}

inline ScriptedAnswer events(const QByteArray &body)
{
    return {.headers = {{"Content-Type", "text/event-stream"}}, .body = body, .framing = Framing::Chunked};
}

inline QByteArray delta(const QByteArray &text, const QByteArray &finishReason = "null")
{
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + text + R"("},"finish_reason":)" + finishReason
           + "}]}\n\n";
}

/// Proxies of the environment are not for servers of a test.
inline void forgetProxies()
{
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        qunsetenv(name);
}

}

/// What a person would read; the key must never be in it, and it must say what to do next.
#define VERIFY_ERROR(result, expectedCode, words)                                                                      \
    do {                                                                                                               \
        QVERIFY2(!(result).isOk(), "an answer came");                                                                  \
        const QString sentence = sqlai::ErrorText::sentence((result).error());                                         \
        QVERIFY2((result).error().code == (expectedCode), qPrintable(sentence));                                       \
        QVERIFY2(sentence.contains(words), qPrintable(sentence));                                                      \
        QVERIFY2(!sentence.contains(u"hunter2"), qPrintable(sentence));                                                \
        QVERIFY2(sentence.size() < 600 && sentence.count(u'.') >= 2, qPrintable(sentence));                            \
    } while (false)
