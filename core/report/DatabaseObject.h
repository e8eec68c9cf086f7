// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace sqlai::report {

/// What an administrator may be asked to vouch for.
enum class ObjectKind { Function, ForeignTable };

/// "function" or "foreign table": the names in SQLite, in JSON and in Error::subject.
QString objectKindName(ObjectKind kind);
std::optional<ObjectKind> objectKindFromName(const QString &name);

/// Which object is meant.
struct ObjectName {
    ObjectKind kind = ObjectKind::Function;
    /// As DatabaseObject::name.
    QString name = {};

    bool operator==(const ObjectName &) const = default;
};

/// Reads an Error::subject; nothing where it names no such object.
std::optional<ObjectName> objectNameOf(const QString &subject);

/// Something of a database that can run code of its own, as an administrator must see it before they vouch for it.
struct DatabaseObject {
    ObjectKind kind = ObjectKind::Function;
    /// With its schema, and for a function with the types of its arguments: "public.net_price(numeric, text)".
    QString name = {};
    /// As PostgreSQL itself writes it down, with whatever else decides what it does.
    QString definition = {};
    /// SHA-256 of definition and owner, in hexadecimal: what an allowance is bound to.
    QString fingerprint = {};
    QString owner = {};
    /// Empty for a foreign table.
    QString language = {};
    /// It runs with its owner's rights instead of the caller's.
    bool isSecurityDefiner = false;

    bool operator==(const DatabaseObject &) const = default;
};

}
