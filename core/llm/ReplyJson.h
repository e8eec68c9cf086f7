// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <nlohmann/json.hpp>

namespace sqlai::llm {

using Json = nlohmann::json;

/// The largest answer that is read as one JSON text.
inline constexpr qsizetype maximumJsonBytes = 1024LL * 1024;
/// The deepest one: what endpoints send has about six levels, and JSON that is nested without end would take the
/// stack of whoever walks it.
inline constexpr int maximumJsonDepth = 64;

/// Foreign JSON, judged before it is built: size, depth, strict UTF-8. Errors: BadReply. Safe in every thread.
Result<Json> parseReply(const QByteArray &text, qsizetype maximumBytes = maximumJsonBytes);

/// Whether brackets outside of strings are nested deeper than that; one pass, no memory.
bool isDeeperThan(QByteArrayView json, int maximumDepth);

/// The member of an object, or nothing where there is none, or where `json` is no object.
const Json *memberOf(const Json &json, const char *key);
/// A text, or a null string where there is none.
QString textOf(const Json &json, const char *key);
/// A count, 0 where there is none.
qint64 countOf(const Json &json, const char *key);

}
