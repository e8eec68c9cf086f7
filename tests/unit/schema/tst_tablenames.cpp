// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/PromptText.h"
#include "core/schema/TableNames.h"

#include <QTest>

using namespace sqlai::schema;
using namespace Qt::StringLiterals;

namespace {

Schema schemaOf(const QStringList &names, const QStringList &searchPath)
{
    Schema schema{.searchPath = searchPath};
    for (const QString &name : names)
        schema.tables.append({.schema = name.section(u'/', 0, 0), .name = name.section(u'/', 1)});
    return schema;
}

}

/// Which table a name means.
class TestTableNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void findsWhatThePromptSays();
};

void TestTableNames::finds_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, const QString &written, const QString &found = {}) {
        QTest::newRow(name) << written << found;
    };
    row("only one", u"drivers"_s, u"staff/drivers"_s);
    row("first of the path", u"trucks"_s, u"fleet/trucks"_s);
    row("path before others", u"notes"_s, u"public/notes"_s);
    row("two, none in the path", u"logs"_s);
    row("with its schema", u"old.trucks"_s, u"old/trucks"_s);
    row("with blanks", u" old . trucks "_s, u"old/trucks"_s);
    row("with the database", u"db.old.trucks"_s, u"old/trucks"_s);
    row("wrong schema", u"staff.trucks"_s);
    row("as PostgreSQL folds it", u"TRUCKS"_s, u"fleet/trucks"_s);
    row("spelt as it is", u"Album"_s, u"music/Album"_s);
    row("in quotes", u"\"Album\""_s, u"music/Album"_s);
    row("in quotes, with schema", u"music.\"Album\""_s, u"music/Album"_s);
    row("both in quotes", u"\"music\".\"Album\""_s, u"music/Album"_s);
    row("another case of one", u"ALBUM"_s, u"music/Album"_s);
    row("another case of one, with schema", u"Music.album"_s, u"music/Album"_s);
    row("lower case before others", u"Track"_s, u"music/Track"_s);
    row("folded before another case", u"TRACK"_s, u"music/track"_s);
    row("another case of two", u"GENRE"_s);
    row("a dot in the name", u"a.b"_s, u"odd/a.b"_s);
    row("a dot in the name, in quotes", u"odd.\"a.b\""_s, u"odd/a.b"_s);
    row("a quote in the name", u"odd.\"say \"\"hi\"\"\""_s, u"odd/say \"hi\""_s);
    row("escaped", u"odd.U&\"line\\+00000aend\""_s, u"odd/line\nend"_s);
    row("unknown", u"weather"_s);
    row("empty", {});
    row("blank", u" "_s);
    row("dots", u"..."_s);
    row("a dot behind", u"trucks."_s);
    row("quote not closed", u"\"trucks"_s);
    row("text behind the quote", u"\"trucks\"x"_s);
    row("quote alone", u"\""_s);
    row("half an escape", u"U&\"\\+00"_s);
    row("four parts", u"a.b.old.trucks"_s);
}

void TestTableNames::finds()
{
    QFETCH(const QString, written);
    const TableNames names(schemaOf({u"fleet/trucks"_s, u"old/trucks"_s, u"public/trucks"_s, u"staff/drivers"_s,
                                     u"old/logs"_s, u"staff/logs"_s, u"old/notes"_s, u"public/notes"_s,
                                     u"music/Album"_s, u"music/Track"_s, u"music/track"_s, u"music/Genre"_s,
                                     u"music/genrE"_s, u"odd/a.b"_s, u"odd/say \"hi\""_s, u"odd/line\nend"_s},
                                    {u"fleet"_s, u"public"_s}));
    const Table *table = names.find(written);
    QTEST(table ? table->schema + u'/' + table->name : QString(), "found");
}

void TestTableNames::findsWhatThePromptSays()
{
    const QStringList odd{u"trucks"_s, u"Album"_s, u"order"_s,      u"a b"_s,   u"a\"b"_s, u"</x>"_s,
                          u"`"_s,      u"\\"_s,    u"\\+000041<"_s, u"a\nb😀"_s, u"U&"_s};
    Schema schema;
    for (const QString &name : odd)
        schema.tables.append({.schema = u"My <s>"_s, .name = name});
    const TableNames names(schema);
    for (const QString &name : odd) {
        const QString written = promptIdentifier(u"My <s>"_s) + u'.' + promptIdentifier(name);
        const Table *table = names.find(written);
        QVERIFY2(table && table->name == name, qPrintable(written));
    }
}

QTEST_APPLESS_MAIN(TestTableNames)
#include "tst_tablenames.moc"
