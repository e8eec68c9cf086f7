// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/pg/RoleFacts.h"

#include <QCoreApplication>
#include <QStringList>

namespace sqlai::operations {

/// The SQL that makes a role which is given the reading of what another one reads, and nothing else. Pure: from facts
/// to text, for psql. What it needs for itself runs; what everybody may do, the new role too, is told after that with
/// what would end it, behind dashes, since it would change the rights of others.
class RoleScript final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::operations::RoleScript)

public:
    static const QString defaultName;

    /// Errors: Usage, where PostgreSQL would not take the new role's name.
    static Result<QString> write(const pg::RoleFacts &facts, const QString &name);

private:
    RoleScript(const pg::RoleFacts &facts, const QString &name);

    QString text();
    void begin();
    void grantReading(const pg::SchemaRights &schema);
    void tellRowSecurity();
    void tellWhatIsLeftOut();
    void tellOthers();
    void tellWriting();
    void tellFunctions();
    void tellNewTables();
    /// A line that explains.
    void say(const QString &text);
    void run(const QString &statement) { m_lines += statement; }
    /// A statement for whoever takes the dashes away.
    void offer(const QString &statement) { m_lines += QStringLiteral("--") + statement; }
    void space() { m_lines += QString(); }

    const pg::RoleFacts &m_facts;
    /// As SQL writes it.
    QString m_role;
    QStringList m_lines;
};

}
