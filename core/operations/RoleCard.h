// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/RoleFacts.h"
#include "core/report/RoleReport.h"

#include <QCoreApplication>

namespace sqlai::operations {

/// Words for what a role may do. Pure.
class RoleCard final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::operations::RoleCard)

public:
    explicit RoleCard(const pg::RoleFacts &facts)
        : m_facts(facts)
    {
    }

    /// Without an allowance, which the server knows nothing of.
    report::RoleReport report() const;

private:
    using Finding = report::RoleFinding;

    Finding superuser() const;
    Finding attributes() const;
    Finding powers() const;
    Finding otherRoles() const;
    Finding ownership() const;
    Finding writeGrants() const;
    Finding sequences() const;
    Finding newObjects() const;
    Finding temporaryTables() const;
    Finding reservedFunctions() const;
    Finding largeObjects() const;
    Finding extensionFunctions() const;
    Finding securityDefiners() const;
    Finding readOnlyDefault() const;

    const pg::RoleFacts &m_facts;
};

/// Why a function is worth a word on the card: what a reason for a revocation is, too.
enum class FunctionConcern { None, Reserved, LargeObjects, Extension, SecurityDefiner };
FunctionConcern concernOf(const pg::FunctionRights &function);

}
