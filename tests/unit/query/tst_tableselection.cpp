// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/TableSelection.h"
#include "core/schema/TableNames.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sqlai;
using namespace sqlai::query;
using namespace Qt::StringLiterals;

/// Which tables a model chose.
class TestTableSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schemaIsStrict();
    void reads_data();
    void reads();
    void fails_data();
    void fails();
    void manyNamesAreToldShort();

private:
    schema::TableNames m_names{{.tables = {{.schema = u"fleet"_s, .name = u"trucks"_s},
                                           {.schema = u"fleet"_s, .name = u"Odd One"_s},
                                           {.schema = u"staff"_s, .name = u"drivers"_s}},
                                .searchPath = {u"fleet"_s}}};
};

void TestTableSelection::schemaIsStrict()
{
    const llm::ResponseSchema form = TableSelection::responseSchema();
    QCOMPARE(form.name, u"table_selection"_s);
    const QJsonObject schema = QJsonDocument::fromJson(form.schema).object();
    const QJsonObject properties = schema.value(u"properties"_s).toObject();
    QCOMPARE(properties.value(u"tables"_s).toObject().value(u"type"_s).toString(), u"array"_s);
    // What OpenAI asks of a strict schema.
    QCOMPARE(schema.value(u"additionalProperties"_s), QJsonValue(false));
    QStringList required;
    for (const QJsonValue name : schema.value(u"required"_s).toArray())
        required += name.toString();
    required.sort();
    QCOMPARE(required, properties.keys());
}

void TestTableSelection::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("tables");
    QTest::addColumn<QStringList>("unknown");
    const QStringList trucks{u"fleet.trucks"_s};
    const auto row = [&](const char *name, const QString &text, const QStringList &tables,
                         const QStringList &unknown = {}) { QTest::newRow(name) << text << tables << unknown; };
    row("as agreed", uR"({"tables":["trucks"],"reason":""})"_s, trucks);
    row("without a reason", uR"({"tables":["fleet.trucks"]})"_s, trucks);
    row("two", uR"({"tables":["staff.drivers","trucks"]})"_s, {u"staff.drivers"_s, u"fleet.trucks"_s});
    row("one twice", uR"({"tables":["trucks","FLEET.Trucks"," trucks "]})"_s, trucks);
    row("quoted", uR"({"tables":["fleet.\"Odd One\""]})"_s, {u"fleet.Odd One"_s});
    row("unknown", uR"({"tables":["rain","trucks","rain","wind"]})"_s, trucks, {u"rain"_s, u"wind"_s});
    row("other types", uR"({"tables":["trucks",1,null,{},[],""]})"_s, trucks);
    row("fence", u"```json\n{\"tables\":[\"trucks\"]}\n```"_s, trucks);
    row("prose", u"I take these: {\"tables\":[\"trucks\"]} Good luck."_s, trucks);
    row("list alone", uR"(["trucks"])"_s, trucks);
    row("thinking", u"<think>{\"tables\":[\"drivers\"]}</think>{\"tables\":[\"trucks\"]}"_s, trucks);
    row("other members", uR"({"question":"?","tables":["trucks"]})"_s, trucks);
}

void TestTableSelection::reads()
{
    QFETCH(const QString, text);
    const auto chosen = TableSelection::read(text, m_names);
    QVERIFY2(chosen.isOk(), chosen ? "" : qPrintable(chosen.error().detail));
    QStringList names;
    for (const schema::Table &table : chosen->tables)
        names += table.qualifiedName();
    QTEST(names, "tables");
    QTEST(chosen->unknown, "unknown");
}

void TestTableSelection::fails_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QString &text, ErrorCode code, const QString &detail) {
        QTest::newRow(name) << text << static_cast<int>(code) << detail;
    };
    row("none, with a reason", uR"({"tables":[],"reason":"No **weather** here."})"_s, ErrorCode::Unanswerable,
        u"No weather here."_s);
    row("none, without one", uR"({"tables":[]})"_s, ErrorCode::Unanswerable, u"no table"_s);
    row("cannot", u"CANNOT ANSWER: No weather here."_s, ErrorCode::Unanswerable, u"No weather here."_s);
    row("cannot, with brackets", u"CANNOT ANSWER: see [1]"_s, ErrorCode::Unanswerable, u"see [1]"_s);
    row("unknown ones only", uR"({"tables":["rain","wind"]})"_s, ErrorCode::Unanswerable, u"rain, wind"_s);
    row("empty", {}, ErrorCode::BadReply, u"form"_s);
    row("prose", u"Take the trucks."_s, ErrorCode::BadReply, u"Take the trucks."_s);
    row("cut", uR"({"tables":["trucks")"_s, ErrorCode::BadReply, u"form"_s);
    row("another form", uR"({"table":"trucks"})"_s, ErrorCode::BadReply, u"form"_s);
    row("no list", uR"({"tables":"trucks"})"_s, ErrorCode::BadReply, u"form"_s);
    row("deep", QString(100'000, u'[') + QString(100'000, u']'), ErrorCode::BadReply, u"form"_s);
}

void TestTableSelection::fails()
{
    QFETCH(const QString, text);
    QFETCH(const QString, detail);
    const auto chosen = TableSelection::read(text, m_names);
    QVERIFY(!chosen);
    QTEST(static_cast<int>(chosen.error().code), "code");
    QVERIFY2(chosen.error().detail.contains(detail), qPrintable(chosen.error().detail));
}

void TestTableSelection::manyNamesAreToldShort()
{
    QStringList names;
    for (int i = 0; i < 50'000; ++i)
        names += u"\"t%1%2\""_s.arg(i).arg(QString(10, u'x'));
    const auto chosen = TableSelection::read(u"{\"tables\":[%1]}"_s.arg(names.join(u',')), m_names);
    QCOMPARE(chosen.error().code, ErrorCode::Unanswerable);
    QVERIFY(chosen.error().detail.size() < 1'000);
    QVERIFY(chosen.error().detail.contains(u"49990"_s));
    QVERIFY(TableSelection::told({QString(100'000, u'x')}).size() < 200);
}

QTEST_APPLESS_MAIN(TestTableSelection)
#include "tst_tableselection.moc"
