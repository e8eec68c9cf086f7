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
    /// Where its use begins, in characters, the first being 1; 0 where there is no place.
    int position = 0;

    bool operator==(const UsedName &) const = default;
};

struct UsedFunction {
    UsedName name = {};
    /// As written, a VARIADIC array being one, with those of WITHIN GROUP (ORDER BY ...).
    int argumentCount = 0;
    /// The last one is VARIADIC.
    bool isVariadic = false;
    /// A reviewed function of PostgreSQL has this name and takes so many arguments: it may be that one.
    bool isReviewed = false;

    bool operator==(const UsedFunction &) const = default;
};

/// Everything in a statement whose meaning depends on the database: each name once.
struct StatementNames {
    QList<UsedFunction> functions = {};
    /// Those that are written, and those that SQL stands for in IN, CASE, BETWEEN, USING ...
    QList<UsedName> operators = {};
    /// Of casts, literals, column lists.
    QList<UsedName> types = {};
    /// In FROM, also where the name may be that of a WITH query.
    QList<UsedName> relations = {};
    /// The last name behind a dot, as in t.f: a column, or a function of the row t.
    QList<UsedName> attributes = {};
    /// A name behind brackets, as in (x).f: a field, or a function of x, which may be of any type.
    QList<UsedName> fields = {};
    QList<UsedName> samplingMethods = {};
    /// FROM f(...): what stands before a dot may then be a value of any type as well.
    bool hasFunctionInFrom = false;

    bool operator==(const StatementNames &) const = default;
};

}
