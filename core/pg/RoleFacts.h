// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace sqlai::pg {

/// A schema other than the server's own.
struct SchemaRights {
    QString name = {};
    bool isUsable = false;
    bool isOwned = false;
    bool takesNewObjects = false;
    /// Everybody may make objects in it.
    bool takesAnybodysObjects = false;
};

enum class RelationKind { Table, Sequence };

/// A table, view, foreign table or sequence in such a schema.
struct RelationRights {
    QString schema = {};
    QString name = {};
    RelationKind kind = RelationKind::Table;
    QString owner = {};
    /// The role owns it, or inherits from the role that does.
    bool isOwned = false;
    bool isReadable = false;
    /// INSERT, UPDATE, DELETE or TRUNCATE, of columns too; of a sequence: USAGE or UPDATE.
    bool isWritable = false;
    /// The same for PUBLIC, which no role can be kept out of.
    bool isWritableByEverybody = false;
    bool hasRowSecurity = false;
    /// Those that may be read where the whole may not.
    QStringList readableColumns = {};
};

enum class FunctionOrigin { Server, Extension, Own };

/// A function that the role may execute and that may do more than the role's own rights say.
struct FunctionRights {
    QString schema = {};
    QString name = {};
    /// As the server writes them for REVOKE.
    QString arguments = {};
    FunctionOrigin origin = FunctionOrigin::Own;
    /// It runs with the rights of its owner.
    bool isSecurityDefiner = false;
    /// Everybody may execute it.
    bool isForEverybody = false;
    /// PostgreSQL itself gives it to nobody, or only to roles of its own.
    bool isReserved = false;
};

/// What a server says of the connected role in the connected database.
struct RoleFacts {
    /// Whose rights count. Who connected is another one where the connection sets a role: see `otherRoles`.
    QString role = {};
    QString database = {};
    bool isSuperuser = false;
    bool canCreateRoles = false;
    bool canCreateDatabases = false;
    bool canReplicate = false;
    bool canBypassRowSecurity = false;
    bool isReadOnlyByDefault = false;
    /// The role's own; zero for none.
    std::chrono::milliseconds statementTimeout{};
    bool ownsDatabase = false;
    bool canCreateSchemas = false;
    bool canMakeTemporaryTables = false;
    bool canEverybodyMakeTemporaryTables = false;
    /// PostgreSQL's own roles with power over the server that it is a member of.
    QStringList powers = {};
    /// Superusers that it may become by SET ROLE.
    QStringList superusers = {};
    /// Others that the session may become, by SET ROLE or by taking its own role back, and whose rights do not count
    /// above and below since they are not inherited.
    QStringList otherRoles = {};
    /// The schemas of its search path that it can use.
    QStringList searchPath = {};
    QList<SchemaRights> schemas = {};
    /// By schema and name.
    QList<RelationRights> relations = {};
    QList<FunctionRights> functions = {};
};

}
