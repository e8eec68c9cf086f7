// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pg/ObjectId.h"
#include "core/report/Allowance.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace sqlai::pg {

/// Why the catalogue layer does not let a statement run.
struct Denial {
    /// A clause, starting in lower case, without the full stop.
    QString reason = {};
    /// In bytes from the start of the statement; -1 where there is no place.
    qsizetype offset = -1;
    /// See Error::subject.
    QString subject = {};
};

using MaybeDenial = std::optional<Denial>;

/// A verdict of the catalogue layer with everything that it was drawn from: it stands as long as that reads the same.
struct Proof {
    MaybeDenial denial = {};
    /// PgTransaction::snapshot() of when it was drawn.
    QByteArray snapshot = {};
    /// What administrators had vouched for then.
    std::shared_ptr<const QList<report::Allowance>> allowances = {};
    /// NameCandidates::fingerprint.
    QByteArray candidates = {};
    /// The objects whose edges were read, and CatalogueWalk::fingerprint() of these edges.
    QList<ObjectId> objects = {};
    QByteArray edges = {};
};

}
