// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace sqlai::sql {

/// A name as a statement writes it, folded and without quotes. What it stands for only a server knows.
struct UsedName {
    /// Empty where the statement names none.
    QByteArray schema = {};
    QByteArray name = {};
    /// Where one use of it begins, in bytes from the start of the text; -1 where there is no place.
    qsizetype offset = -1;

    bool operator==(const UsedName &) const = default;
};

struct UsedFunction {
    UsedName name = {};
    /// As written, a VARIADIC array being one, with those of WITHIN GROUP (ORDER BY ...).
    int argumentCount = 0;
    /// An argument has a name, as in f(a => 1).
    bool hasNamedArguments = false;
    /// A reviewed function of PostgreSQL has this name and takes so many arguments: it may be that one.
    bool isReviewed = false;

    bool operator==(const UsedFunction &) const = default;
};

/// Everything in a statement whose meaning depends on the database: each name once.
struct StatementNames {
    QList<UsedFunction> functions = {};
    /// Those that are written. What SQL stands for (the = of IN, CASE, USING, the >= of BETWEEN) is not among them.
    QList<UsedName> operators = {};
    /// Of casts, literals, column lists.
    QList<UsedName> types = {};
    /// In FROM, also where the name may be that of a WITH query.
    QList<UsedName> relations = {};
    /// The last name behind a dot, as in t.f: a column, or a function of the row t.
    QList<UsedName> attributes = {};
    /// A name behind brackets, as in (x).f: a field, or a function of x, which may be of any type.
    QList<UsedName> fields = {};
    /// Of TABLESAMPLE, other than PostgreSQL's own.
    QList<UsedName> samplingMethods = {};
    /// FROM f(...): what stands before a dot may then be a value of any type as well.
    bool hasFunctionInFrom = false;

    bool operator==(const StatementNames &) const = default;
};

}
