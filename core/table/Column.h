// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace sqlai::table {

/// A result's column as PostgreSQL describes it. Names may repeat.
struct Column {
    QString name = {};
    /// pg_type.oid
    quint32 typeOid = 0;
    /// format_type()'s name, for example "timestamp with time zone".
    QString typeName = {};

    bool operator==(const Column &) const = default;
};

using Columns = QList<Column>;

/// True for the types whose values stand right-aligned: numbers and money.
bool isNumeric(quint32 typeOid);

}
