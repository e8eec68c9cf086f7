// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace sqlai::report {

/// How much a right of the role matters should every check of ours fail: nothing; something could be left behind, or
/// code of others be reached; data could be changed or the server be taken over.
enum class RoleSeverity { Fine, Note, Danger };

/// One thing that the connected role can or cannot do.
struct RoleFinding {
    /// For programs: "superuser", "write_grants", "temporary_tables" ...
    QString id = {};
    RoleSeverity severity = RoleSeverity::Fine;
    QString sentence = {};
    /// What to do about it, in a sentence; empty where it is fine.
    QString remedy = {};

    bool operator==(const RoleFinding &) const = default;
};

/// An administrator's word that statements may run as a superuser.
struct SuperuserAllowance {
    /// Actor::userId.
    QString allowedBy = {};
    /// UTC.
    QDateTime allowedAt = {};

    bool operator==(const SuperuserAllowance &) const = default;
};

/// The role card: what a connection's role can do beyond reading.
struct RoleReport {
    QString role = {};
    QString database = {};
    bool isSuperuser = false;
    /// Whether statements run although it is one.
    bool isSuperuserAllowed = false;
    /// Nothing where none is stored for this connection.
    std::optional<SuperuserAllowance> allowance = {};
    /// The gravest first.
    QList<RoleFinding> findings = {};
};

/// Of its gravest finding.
RoleSeverity worstOf(const RoleReport &report);
/// "fine", "note", "danger": the names in JSON.
QString severityName(RoleSeverity severity);
/// Whether an error says that statements are refused because the role is a superuser, which an administrator can allow.
bool isSuperuserRefused(const Error &error);

}

Q_DECLARE_METATYPE(sqlai::report::RoleReport)
