// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

namespace sqlai::pg {

/// A PostgreSQL array as text, for a parameter of an own query.
QByteArray arrayOf(const QList<quint32> &numbers);
QByteArray arrayOf(const QByteArrayList &texts);

}
