// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/Attempt.h"

#include <array>
#include <utility>

namespace sqlai::report {
namespace {

constexpr std::array names{
    std::pair{AttemptStatus::Generating, "generating"},
    std::pair{AttemptStatus::NotExecuted, "not_executed"},
    std::pair{AttemptStatus::FailedGeneration, "failed_generation"},
    std::pair{AttemptStatus::Running, "running"},
    std::pair{AttemptStatus::Success, "success"},
    std::pair{AttemptStatus::FailedExecution, "failed_execution"},
    std::pair{AttemptStatus::TimedOut, "timed_out"},
    std::pair{AttemptStatus::Cancelled, "cancelled"},
};

}

QString attemptStatusName(AttemptStatus status)
{
    for (const auto &[known, name] : names) {
        if (known == status)
            return QString::fromLatin1(name);
    }
    Q_UNREACHABLE();
}

std::optional<AttemptStatus> attemptStatusFromName(const QString &name)
{
    for (const auto &[status, known] : names) {
        if (name == QLatin1String(known))
            return status;
    }
    return std::nullopt;
}

QStringList attemptStatusNames()
{
    QStringList list;
    for (const auto &[status, name] : names)
        list += QString::fromLatin1(name);
    return list;
}

}
