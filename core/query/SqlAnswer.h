// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QCoreApplication>
#include <QString>

namespace sqlai::sql {
class SqlGuard;
}

namespace sqlai::schema {
class TableNames;
}

namespace sqlai::query {

/// The statement that a model wrote, and what it says of it.
struct WrittenSql {
    QString sql = {};
    /// One paragraph, may be empty.
    QString explanation = {};
};

/// Finds the SQL in what a model said: in the first fence that holds some, in a JSON object, or bare where the whole
/// text is a statement. Whether it may run is the guard's business; here it only says whether a text is SQL at all.
class SqlAnswer final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::query::SqlAnswer)

public:
    static constexpr qsizetype maximumBytes = qsizetype(64) * 1024;

    SqlAnswer(const sql::SqlGuard &guard, const schema::TableNames &tables);

    /// Errors: Unanswerable (the model says so, with its reason), BadReply (no SQL, a fence that is not closed, more
    /// than maximumBytes).
    Result<WrittenSql> read(const QString &text) const;

    /// What of the SQL is there while a text still comes; empty before. Reads the text once, without a parser.
    static QString sqlSoFar(const QString &text);

private:
    /// Where a text stands: a fence says by itself that there is code in it.
    enum class Place { Fence, Bare };

    /// {"sql": "...", "explanation": "..."}; NotFound where it has no such member.
    Result<WrittenSql> readJson(const QString &text) const;
    Result<WrittenSql> readUnfenced(const QString &text) const;
    bool isStatement(const QString &text, Place place) const;

    const sql::SqlGuard &m_guard;
    const schema::TableNames &m_tables;
};

}
