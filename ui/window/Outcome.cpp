// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Outcome.h"

#include "core/base/ErrorText.h"

#include <QCoreApplication>

using sqlai::report::Attempt;
using sqlai::report::AttemptStatus;

namespace sqlai::ui {

Tone errorTone(const Error &error)
{
    const bool isHonest = error.code == ErrorCode::Unanswerable || error.code == ErrorCode::RateLimited;
    return isHonest ? Tone::Warning : Tone::Danger;
}

bool mayFareBetter(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Network:
    case ErrorCode::Timeout:
    case ErrorCode::HttpStatus:
    case ErrorCode::BadReply:
    case ErrorCode::Connection:
        return true;
    default:
        return false;
    }
}

std::optional<Tone> providerTone(const Attempt &attempt)
{
    // A run of the same attempt changes its status; what it tells is about the database.
    const bool isAnswerOver =
        attempt.status == AttemptStatus::NotExecuted || attempt.status == AttemptStatus::FailedGeneration;
    if (attempt.provider.isEmpty() || !isAnswerOver)
        return std::nullopt;
    if (!attempt.error)
        return Tone::Ok;
    switch (attempt.error->code) {
    case ErrorCode::Network:
    case ErrorCode::Timeout:
    case ErrorCode::HttpStatus:
    case ErrorCode::ProviderAuth:
        return Tone::Danger;
    case ErrorCode::BadReply:
        return Tone::Warning;
    case ErrorCode::Unanswerable:
        return Tone::Ok;
    default:
        // It has answered, and something else went wrong; or something else went wrong before.
        return attempt.sql.isEmpty() ? std::nullopt : std::optional(Tone::Ok);
    }
}

QString nextStep(const Attempt &attempt)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("sqlai::ui::Outcome", text); };
    if (attempt.status == AttemptStatus::Cancelled)
        return tr("Stopped. F5 runs it again.");
    if (attempt.status == AttemptStatus::TimedOut)
        return tr("Narrow the statement, or raise the time limit.");
    if (attempt.error && ErrorText::place(attempt.error->code) == ErrorPlace::Editor)
        return tr("Mend the statement above and run it again.");
    return tr("See the message above.");
}

}
