// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "core/demo/DemoServer.h"
#include "core/demo/DemoWorkspace.h"
#include "tests/support/OpenAiServer.h"
#include "tests/support/Psql.h"
#include "tests/support/ScratchServer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// The whole way with a model, through the real program: questions with known answers go over the wire to a server that
/// speaks OpenAI's protocol and knows them; what is exported in the end must be what psql says.
class TestGold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fleet();
    void chinook();
    void sendsNoMoreThanItSays();
    void showsWhatWasNoAnswer();

private:
    void answersAll(const QList<GoldAnswer> &gold, const sqlai::settings::ConnectionProfile &database);
    void answerOne(const CliRunner &cli, const GoldAnswer &gold, const sqlai::settings::ConnectionProfile &database);

    QTemporaryDir m_home;
};

namespace {

const auto key = u"sk-test-5e3b1d0c"_s;

QList<GoldAnswer> readGold(const QString &path)
{
    QFile file(path);
    QList<GoldAnswer> gold;
    if (!file.open(QIODevice::ReadOnly))
        return gold;
    while (!file.atEnd()) {
        const QJsonObject row = QJsonDocument::fromJson(file.readLine()).object();
        QStringList tables;
        for (const auto table : row[u"tables"_s].toArray())
            tables += table.toString();
        gold.append({.question = row[u"question"_s].toString(), .tables = tables, .sql = row[u"sql"_s].toString()});
    }
    return gold;
}

CliRunner runnerFor(const QString &home, const sqlai::settings::ConnectionProfile &database, const OpenAiServer &model)
{
    CliRunner cli(home, connectionStringOf(database));
    cli.setEnvironment(u"OPENAI_API_KEY"_s, key);
    cli.setEnvironment(u"OPENAI_BASE_URL"_s, model.baseUrl());
    cli.setEnvironment(u"RATE_LIMIT_PER_MINUTE"_s, u"1000"_s);
    cli.setEnvironment(u"EXPORT_MAX_ROWS"_s, u"1000000"_s);
    return cli;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

void TestGold::answersAll(const QList<GoldAnswer> &gold, const sqlai::settings::ConnectionProfile &database)
{
    const OpenAiServer model(OpenAiServer::goldSpeaker(gold));
    const QTemporaryDir home;
    const CliRunner cli = runnerFor(home.path(), database, model);
    for (const GoldAnswer &one : gold) {
        answerOne(cli, one, database);
        if (QTest::currentTestFailed())
            return;
    }
    const CliRun metrics = cli.json({u"metrics"_s});
    QCOMPARE(metrics.json[u"total_queries"_s].toInteger(), gold.size());
    QCOMPARE(metrics.json[u"successful"_s].toInteger(), gold.size());
    QCOMPARE(metrics.json[u"success_rate"_s].toDouble(), 1.0);
}

void TestGold::answerOne(const CliRunner &cli, const GoldAnswer &gold,
                         const sqlai::settings::ConnectionProfile &database)
{
    const CliRun asked = cli.json({u"ask"_s, gold.question});
    QVERIFY2(asked.exitCode == 0, gold.question.toUtf8() + '\n' + asked.summary());
    QCOMPARE(asked.json[u"sql"_s].toString(), gold.sql);
    const QString id = QString::number(asked.json[u"id"_s].toInteger());
    const CliRun ran = cli.json({u"run"_s, id});
    QVERIFY2(ran.exitCode == 0, ran.summary());
    const QString path = m_home.filePath(u"answer.csv"_s);
    const CliRun exported = cli.json({u"export"_s, id, u"--to"_s, path, u"--line-ending"_s, u"lf"_s});
    QVERIFY2(exported.exitCode == 0, exported.summary());
    QCOMPARE(contentOf(path), psqlCsv(database, gold.sql));
}

void TestGold::fleet()
{
    const auto gold = readGold(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/tests/data/fleet-questions.jsonl"_s);
    QVERIFY(gold.size() >= 20);
    const sqlai::demo::DemoWorkspace workspace(m_home.path());
    sqlai::demo::DemoServer server({.folder = workspace.serverFolder(), .scriptPath = workspace.scriptPath()});
    const auto reader = server.start();
    QVERIFY2(reader.isOk(), reader ? "" : qPrintable(reader.error().detail));
    answersAll(gold, *reader);
}

void TestGold::chinook()
{
    const QString shared = qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/../shared/data"_s;
    if (!QFile::exists(shared + u"/chinook.sql"_s))
        QSKIP("The Chinook database is not here (../shared/data, beside the project); the fleet was asked instead.");
    const auto gold = readGold(shared + u"/chinook-questions.jsonl"_s);
    QCOMPARE(gold.size(), 30);
    ScratchServer server;
    server.createDatabase(u"chinook"_s);
    server.runFile(u"chinook"_s, shared + u"/chinook.sql"_s);
    answersAll(gold, server.profile(u"chinook"_s));
}

void TestGold::sendsNoMoreThanItSays()
{
    ScratchServer server;
    server.createDatabase(u"shop"_s);
    server.runScript(u"shop"_s, "CREATE TABLE parts (id bigint PRIMARY KEY, name text NOT NULL);"
                                "INSERT INTO parts SELECT n, 'unrepeatable-' || n FROM generate_series(1, 700) n;"
                                "CREATE TABLE colours (id bigint PRIMARY KEY, name text);"
                                "CREATE TABLE stores (id bigint PRIMARY KEY, name text);"
                                "CREATE TABLE people (id bigint PRIMARY KEY, name text)");
    const GoldAnswer gold{.question = u"Which parts do we have?"_s,
                          .tables = {u"parts"_s},
                          .sql = u"SELECT p.id, p.name FROM public.parts p ORDER BY p.id"_s};
    OpenAiServer model(OpenAiServer::goldSpeaker({gold}));
    const QTemporaryDir home;
    const CliRunner cli = runnerFor(home.path(), server.profile(u"shop"_s), model);
    // A first ask makes the folder of this connection's examples.
    QCOMPARE(cli.json({u"ask"_s, gold.question}).exitCode, 0);
    const QDir knowledge(home.filePath(u"knowledge_base"_s));
    QCOMPARE(knowledge.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
    QFile example(knowledge.filePath(knowledge.entryList(QDir::Dirs | QDir::NoDotAndDotDot).first())
                  + u"/counted.sql"_s);
    QVERIFY(example.open(QIODevice::WriteOnly));
    example.write("-- Question: How many parts are there?\nSELECT count(*) FROM public.parts;\n");
    example.close();

    QCOMPARE(cli.json({u"run"_s, u"1"_s}).exitCode, 0);
    const CliRun asked = cli.json({u"ask"_s, gold.question});
    QVERIFY2(asked.exitCode == 0, asked.summary());
    QCOMPARE(asked.json[u"examples"_s].toArray().size(), 1);
    QVERIFY(!model.requestsFor("/v1/embeddings").isEmpty());

    for (const SeenRequest &request : model.http().requests()) {
        QCOMPARE(request.header("Authorization"), "Bearer " + key.toUtf8());
        int carriers = 0;
        for (const Header &header : request.headers)
            carriers += header.value.contains(key.toUtf8()) ? 1 : 0;
        QCOMPARE(carriers, 1);
        QVERIFY(!request.path.contains(key.toUtf8()));
        QVERIFY(!request.body.contains(key.toUtf8()));
        QVERIFY2(!request.body.contains("unrepeatable-"), request.body);
    }

    // What was embedded once is never sent again, nor is anything sent by merely starting.
    model.http().forgetRequests();
    QCOMPARE(cli.json({u"health"_s}).exitCode, 0);
    QCOMPARE(cli.json({u"history"_s}).exitCode, 0);
    QVERIFY(model.http().requests().isEmpty());
    QCOMPARE(cli.json({u"ask"_s, gold.question}).exitCode, 0);
    QVERIFY(model.requestsFor("/v1/embeddings").isEmpty());
}

void TestGold::showsWhatWasNoAnswer()
{
    ScratchServer server;
    server.createDatabase(u"shop"_s);
    server.runScript(u"shop"_s, "CREATE TABLE parts (id bigint PRIMARY KEY)");
    const QString words = u"I would rather\nsing: \x1b[31mla"_s;
    const OpenAiServer model([words](const SeenChat &) { return words; });
    const QTemporaryDir home;
    const CliRunner cli = runnerFor(home.path(), server.profile(u"shop"_s), model);
    const CliRun asked = cli.json({u"ask"_s, u"Which parts do we have?"_s});
    QCOMPARE(asked.json[u"status"_s].toString(), u"failed_generation"_s);

    const CliRun shown = cli.json({u"show"_s, u"1"_s});
    QVERIFY2(shown.exitCode == 0, shown.summary());
    QCOMPARE(shown.json[u"raw_answer"_s].toString(), words);
    QCOMPARE(shown.json[u"provider"_s].toString(), u"openai"_s);
    // A terminal gets its words, and no orders.
    const CliRun text = cli.run({u"show"_s, u"1"_s});
    QVERIFY2(text.out.contains("I would rather\nsing: ") && text.out.contains("[31mla"), text.summary());
    QVERIFY(!text.out.contains('\x1b'));
}

QTEST_GUILESS_MAIN(TestGold)
#include "tst_gold.moc"
