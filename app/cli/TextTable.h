// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace sqlai::cli {

enum class Lines {
    Joined,
    /// Ends of lines and tabs stay what they are.
    Kept,
};

/// A text with its control characters made visible, so that what a server sends cannot steer a terminal.
QString printable(const QString &text, Lines lines = Lines::Joined);

/// Rows under titles in aligned columns, long cells cut with an ellipsis. `rightAligned` are column numbers.
QString textTable(const QStringList &titles, const QList<QStringList> &rows, const QList<int> &rightAligned = {});

}
