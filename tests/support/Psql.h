// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/ConnectionProfile.h"

#include <QByteArray>
#include <QString>

namespace sqlai::test {

/// "host='...' port='...' dbname='...' user='...'", as libpq and the command line read it.
QString connectionStringOf(const settings::ConnectionProfile &profile);

/// What the real `psql --csv` prints for it, byte for byte. Waits; throws std::runtime_error with psql's words.
QByteArray psqlCsv(const settings::ConnectionProfile &profile, const QString &sql);

}
