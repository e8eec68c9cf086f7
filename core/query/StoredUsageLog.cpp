// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/StoredUsageLog.h"

#include "core/base/Clock.h"
#include "core/base/ErrorText.h"
#include "core/base/Logging.h"
#include "core/base/WhenReady.h"
#include "core/report/Attempt.h"
#include "core/storage/UsageRepository.h"

Q_LOGGING_CATEGORY(usageLog, "sqlai.query")

using namespace Qt::StringLiterals;

namespace sqlai::query {

StoredUsageLog::StoredUsageLog(storage::UsageRepository &usage, const Clock &clock)
    : m_usage(usage)
    , m_clock(clock)
{
}

void StoredUsageLog::record(const report::Attempt &attempt, const QList<report::ModelUse> &uses)
{
    const auto stored = m_usage.add(uses, attempt.id, attempt.userId, m_clock.now());
    whenReady(stored, &m_context, [id = attempt.id](const Result<void> &added) {
        if (!added)
            logEvent(usageLog(), QtWarningMsg, u"usage not kept"_s,
                     {{u"attempt"_s, id}, {u"error"_s, ErrorText::name(added.error().code)}});
    });
}

}
