// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/llm/OpenAiClient.h"
#include "core/net/HttpClient.h"
#include "tests/support/FakeTimers.h"

#include <QNetworkAccessManager>
#include <QTest>

namespace sqlai::test {

/// In step with the timers.
class TimersClock final : public Clock
{
public:
    explicit TimersClock(const FakeTimers &timers)
        : m_timers(timers)
    {
    }
    QDateTime now() const override
    {
        return QDateTime(QDate(2026, 1, 2), QTime(3, 4), Qt::UTC).addMSecs(m_timers.now().count());
    }

private:
    const FakeTimers &m_timers;
};

/// The real client on a real network, with a time that only the test moves and no chance in its pauses.
class Endpoint final
{
public:
    explicit Endpoint(const QString &baseUrl, const QByteArray &key = "sk-hunter2")
        : client(http, {.baseUrl = baseUrl,
                        .key = Secret(key),
                        .model = QStringLiteral("gpt-4"),
                        .embeddingModel = QStringLiteral("ada")})
    {
    }

    /// Waits for the answer and lets every pause between two tries pass as soon as it begins.
    template <typename T>
    Result<T> settled(const QFuture<Result<T>> &future)
    {
        const auto isFinished = [&] {
            passPause();
            return future.isFinished();
        };
        if (!QTest::qWaitFor(isFinished, 20'000) || future.resultCount() == 0)
            return Error{.detail = QStringLiteral("no answer")};
        return future.result();
    }

    llm::ChatRequest question(llm::Delivery delivery = llm::Delivery::Whole) const
    {
        return {.messages = {{.role = llm::ChatRole::System, .content = QStringLiteral("You write SQL.")},
                             {.content = QStringLiteral("How many trucks are there?")}},
                .delivery = delivery};
    }

    /// Asks once and keeps what was told on the way.
    Result<llm::ChatAnswer> ask(llm::Delivery delivery = llm::Delivery::Whole)
    {
        texts.clear();
        return settled(client.chat(question(delivery), {}, [this](const QString &text) { texts.append(text); }));
    }

    FakeTimers timers;
    TimersClock clock{timers};
    QList<std::chrono::milliseconds> pauses;
    QStringList texts;

private:
    void passPause()
    {
        const auto waiting = timers.waiting();
        const net::HttpLimits limits;
        const bool isPause = waiting.size() == 1 && waiting.first() != limits.connect
                             && waiting.first() != limits.firstByte && waiting.first() != limits.silence;
        if (isPause) {
            pauses.append(waiting.first());
            timers.advance(waiting.first());
        }
    }

    QNetworkAccessManager m_network;

public:
    net::HttpClient http{m_network, timers, net::RetryPolicy(clock, [] { return 0.0; })};
    llm::OpenAiClient client;
};

}
