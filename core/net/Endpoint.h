// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

namespace sqlai::net {

/// Whether the host is this machine by its name or number alone; nothing is looked up.
bool isLoopback(const QString &host);

/// Whether a key may go there: nobody on the way can read it.
bool mayCarrySecret(const QUrl &url);

/// "api.openai.com", or "127.0.0.1, port 8080" where the port is not the usual one; for error texts.
QString placeOf(const QUrl &url);

/// A foreign text made fit for an error's detail: one line, no control or invisible characters, at most `maximum`
/// characters.
QString foreignLine(const QString &text, qsizetype maximum = 300);

}
