// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// How text that strangers wrote goes into a prompt: what stands in a database or an example must not be able to end the
// section that it stands in, or to look like more than one line of it.
namespace sqlai::schema {

/// A name as SQL takes it. One with control characters, backquotes or angle brackets comes in PostgreSQL's escaped
/// form, U&"...", which names the same.
QString promptIdentifier(const QString &name);

/// A text as an SQL literal, escaped likewise.
QString promptLiteral(const QString &text);

/// One line of at most so many characters, ended by an ellipsis where it was longer: control and invisible characters
/// become blanks, backquotes and angle brackets what looks like them.
QString promptLine(const QString &text, qsizetype maximumLength);

}
