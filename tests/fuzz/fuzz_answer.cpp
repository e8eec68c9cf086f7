// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as what a model says: SqlAnswer must find in it what it can show to be there, or say why there is none.
#include "core/query/ModelText.h"
#include "core/query/SqlAnswer.h"
#include "core/schema/TableNames.h"
#include "core/sql/SqlGuard.h"
#include "tests/fuzz/Holds.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace sqlai;
using namespace sqlai::query;
using namespace Qt::StringLiterals;
using sqlai::test::holds;

namespace {

/// Whether a member of the JSON object between the outermost braces has the SQL in it.
bool standsInJson(const QString &text, const QString &sql)
{
    const qsizetype begin = text.indexOf(u'{');
    const qsizetype end = text.lastIndexOf(u'}');
    if (begin < 0 || end < begin)
        return false;
    const auto json = QJsonDocument::fromJson(text.sliced(begin, end - begin + 1).toUtf8()).object();
    return std::any_of(json.begin(), json.end(),
                       [&sql](const QJsonValue &member) { return member.toString().contains(sql); });
}

void isThere(const WrittenSql &written, const QString &text)
{
    holds(!written.sql.isEmpty(), "SQL is no empty text");
    holds(written.sql.toUtf8().size() <= SqlAnswer::maximumBytes, "SQL is no longer than it may be");
    holds(written.sql == written.sql.trimmed() && !written.sql.endsWith(u';'), "SQL comes tidied");
    const QString visible = withoutThinking(text);
    holds(visible.contains(written.sql) || standsInJson(visible, written.sql), "SQL stands in the answer");
    holds(!written.explanation.contains(u'\n'), "an explanation is one paragraph");
}

void isTold(const Error &error)
{
    holds(error.code == ErrorCode::Unanswerable || error.code == ErrorCode::BadReply, "no other error is promised");
    holds(!error.detail.trimmed().isEmpty(), "an error has words");
}

/// The beginnings that a stream shows, ever longer; some of them, since each is read from its start.
void comesInPieces(const QString &text, const Result<WrittenSql> &written)
{
    constexpr qsizetype pieces = 8;
    for (qsizetype piece = 1; piece < pieces; ++piece) {
        const QString begun = text.first(text.size() * piece / pieces);
        holds(withoutThinking(begun).contains(SqlAnswer::sqlSoFar(begun)), "what is there so far stands in the answer");
    }
    const QString whole = SqlAnswer::sqlSoFar(text);
    holds(withoutThinking(text).contains(whole), "what is there at the end stands in the answer");
    // read() looks at the first fifty blocks alone.
    if (written && !whole.isEmpty() && text.count(u"```"_s) < 50)
        holds(written->sql == whole, "the stream ends with what is read");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const sql::SqlGuard guard;
    static const schema::TableNames tables(
        {.tables = {{.schema = u"fleet"_s, .name = u"trucks"_s}, {.schema = u"fleet"_s, .name = u"Odd One"_s}},
         .searchPath = {u"fleet"_s}});
    const auto text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto written = SqlAnswer(guard, tables).read(text);
    if (written)
        isThere(*written, text);
    else
        isTold(written.error());
    comesInPieces(text, written);
    return 0;
}
