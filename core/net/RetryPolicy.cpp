// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/RetryPolicy.h"

#include <QDateTime>
#include <QLocale>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::net {
namespace {

constexpr std::chrono::milliseconds firstDelay{1000};

/// 501 says that the server cannot do this at all (llama.cpp without embeddings): asking again changes nothing.
constexpr int notImplemented = 501;

/// The request itself is refused, and would be again, even if the rest of the refusal did not come. Not so 408 and 429,
/// which are about the moment.
bool isRefusal(int status)
{
    return (status >= 300 && status < 500 && status != 408 && status != 429) || status == notImplemented;
}

bool isWorthAnother(const HttpEnd &end)
{
    const int status = end.head.status;
    switch (end.ending) {
    case Ending::Whole:
        return status == 429 || (status >= 500 && status <= 599 && status != notImplemented);
    case Ending::TimedOut:
    case Ending::Broken:
        return !isRefusal(status);
    case Ending::Failed:
    case Ending::Cancelled:
        return false;
    }
    return false;
}

/// A date as HTTP writes it, by parts: the whole of it would be read as one of this place, where the hour may be
/// missing on the day that summer time begins.
QDateTime dateOf(const QString &text)
{
    constexpr qsizetype dateLength = 16;
    const QDate date = QLocale::c().toDate(text.left(dateLength), u"ddd, dd MMM yyyy"_s);
    const QTime time = QTime::fromString(text.mid(dateLength), u" hh:mm:ss 'GMT'"_s);
    return date.isValid() && time.isValid() ? QDateTime(date, time, Qt::UTC) : QDateTime();
}

}

RetryPolicy::RetryPolicy(const Clock &clock, Random random)
    : m_clock(clock)
    , m_random(random ? std::move(random) : [] { return QRandomGenerator::global()->generateDouble(); })
{
}

std::optional<std::chrono::milliseconds> RetryPolicy::delayAfter(const HttpEnd &end, int retriesDone,
                                                                 const std::optional<QDateTime> &answerBy) const
{
    if (retriesDone >= maximumRetries || !isWorthAnother(end))
        return std::nullopt;
    const double share = 1 - m_random() / 2;
    const auto full = static_cast<double>(firstDelay.count() << static_cast<unsigned>(retriesDone));
    const std::chrono::milliseconds backoff{static_cast<qint64>(full * share)};
    const std::chrono::milliseconds delay = std::max(backoff, waitAsked(end.head.retryAfter));
    const bool isTooLate = answerBy && m_clock.now().addMSecs(delay.count()) >= *answerBy;
    return isTooLate ? std::nullopt : std::optional(delay);
}

/// Seconds, or a date of HTTP; 0 where it is neither.
std::chrono::milliseconds RetryPolicy::waitAsked(const QByteArray &retryAfter) const
{
    using std::chrono::milliseconds;
    const QByteArray text = retryAfter.trimmed();
    bool isNumber = false;
    if (const qint64 seconds = text.toLongLong(&isNumber); isNumber)
        return std::chrono::seconds(std::clamp<qint64>(seconds, 0, longestWait.count()));
    const bool isAllDigits = !text.isEmpty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (isAllDigits) // Beyond 64 bits.
        return longestWait;
    const QDateTime date = dateOf(QString::fromLatin1(text));
    if (!date.isValid())
        return {};
    return std::clamp(milliseconds(m_clock.now().msecsTo(date)), milliseconds(0), milliseconds(longestWait));
}

}
