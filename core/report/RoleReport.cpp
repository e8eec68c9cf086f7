// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/RoleReport.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::report {

RoleSeverity worstOf(const RoleReport &report)
{
    RoleSeverity worst = RoleSeverity::Fine;
    for (const RoleFinding &finding : report.findings)
        worst = std::max(worst, finding.severity);
    return worst;
}

QString severityName(RoleSeverity severity)
{
    switch (severity) {
    case RoleSeverity::Fine:
        return u"fine"_s;
    case RoleSeverity::Note:
        return u"note"_s;
    case RoleSeverity::Danger:
        break;
    }
    return u"danger"_s;
}

bool isSuperuserRefused(const Error &error)
{
    return error.code == ErrorCode::Forbidden && error.subject.startsWith("superuser "_L1);
}

}
