// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Outcome.h"

#include "core/base/ErrorText.h"
#include "core/report/DatabaseObject.h"

#include <QCoreApplication>

using sqlai::report::Attempt;
using sqlai::report::AttemptStatus;

namespace sqlai::ui {
namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("sqlai::ui::Outcome", text);
}

}

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

QString providerText(const Attempt &attempt)
{
    if (!attempt.error)
        return translated("The last question was answered.");
    if (providerTone(attempt) != Tone::Ok)
        return ErrorText::sentence(*attempt.error);
    // Whoever answers is well; what came was of no use.
    return attempt.sql.isEmpty() ? translated("The last question got an answer without SQL.")
                                 : translated("The last question got SQL that did not pass the checks.");
}

QString nextStep(const Attempt &attempt)
{
    if (attempt.status == AttemptStatus::Cancelled)
        return translated("Stopped. F5 runs it again.");
    if (attempt.status == AttemptStatus::TimedOut)
        return translated("Narrow the statement, or raise the time limit.");
    if (attempt.error && report::objectNameOf(attempt.error->subject))
        return translated("Have it allowed, or write the statement without it.");
    if (attempt.error && ErrorText::place(attempt.error->code) == ErrorPlace::Editor)
        return translated("Mend the statement above and run it again.");
    return translated("See the message above.");
}

}
