// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/PostgresTools.h"
#include "core/demo/ServerAccount.h"

#include <QString>

namespace sqlai::demo {

/// Where a demo's cluster is: in the workspace, or where the server's account cannot enter that (root's), in a folder
/// of its own that notes which workspace it belongs to.
class ClusterPlace final
{
public:
    /// `demoFolder` must exist.
    ClusterPlace(const ServerAccount &account, const QString &demoFolder);

    QString folder() const { return m_folder; }
    /// Makes the cluster's folder and notes in it whose it is. File.
    Result<void> claim() const;
    /// Removes clusters outside of workspaces whose workspace is gone.
    void removeOrphans(const PostgresTools &tools) const;

private:
    ServerAccount m_account;
    QString m_demoFolder;
    QString m_folder;
};

}
