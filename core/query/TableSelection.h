// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/llm/LlmClient.h"
#include "core/schema/Schema.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace sqlai::schema {
class TableNames;
}

namespace sqlai::query {

/// The tables that a model chose for a question.
struct ChosenTables {
    /// Each once, in the order of the answer.
    QList<schema::Table> tables = {};
    /// Names that this database does not have, or has more than once, as the model wrote them; each once.
    QStringList unknown = {};
};

/// Stage 1: the form of the answer, and how it is read. Pure.
class TableSelection final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::query::TableSelection)

public:
    static llm::ResponseSchema responseSchema();

    /// Takes the JSON also out of a fence or of prose around it. Errors: Unanswerable (no table, with the model's
    /// reason; or none that there is), BadReply (not the form that was asked for).
    static Result<ChosenTables> read(const QString &text, const schema::TableNames &names);

    /// Names for a sentence: not more, and none longer, than a person reads.
    static QString told(const QStringList &names);
};

}
