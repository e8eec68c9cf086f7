// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"
#include "tests/support/ScratchServer.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// `role` and its commands, and who may connect as whom.
class TestCliRole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void refusesASuperuser_data();
    void refusesASuperuser();
    void allowsItForOneRun();
    void allowsItUntilItIsForbidden();
    void decidesOnlyAboutAConnection();
    void printsTheCard();
    void printsTheScript();
    void refusesAnImpossibleName();

private:
    CliRunner runner(const QString &role) const
    {
        CliRunner cli(m_home->path(), m_server->connectionString(u"shop"_s, role));
        cli.refuseSuperusers();
        return cli;
    }
    QByteArray log() const
    {
        QByteArray lines;
        const QDir folder(m_home->filePath(u"logs"_s));
        for (const QString &name : folder.entryList(QDir::Files)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                lines += file.readAll();
        }
        return lines;
    }

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<QTemporaryDir> m_home;
};

namespace {

const QStringList statement{u"run"_s, u"--sql"_s, u"SELECT id FROM parts"_s};

}

void TestCliRole::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"shop"_s);
    m_server->runScript(u"shop"_s, "CREATE TABLE parts AS SELECT 1 AS id; CREATE ROLE reader LOGIN;"
                                   "GRANT SELECT ON parts TO reader; CREATE ROLE writer LOGIN;"
                                   "GRANT SELECT, INSERT ON parts TO writer");
}

void TestCliRole::init()
{
    m_home = std::make_unique<QTemporaryDir>();
}

void TestCliRole::refusesASuperuser_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("run") << statement;
    QTest::newRow("schema") << QStringList{u"schema"_s, u"refresh"_s};
}

void TestCliRole::refusesASuperuser()
{
    QFETCH(const QStringList, arguments);
    const CliRun refused = runner(u"postgres"_s).json(arguments);
    QCOMPARE(refused.errorCode(), u"Forbidden"_s);
    QCOMPARE(refused.exitCode, 4);
    const QString message = refused.json[u"error"_s].toObject()[u"message"_s].toString();
    QVERIFY2(message.contains(u"postgres is a superuser"_s) && message.contains(u"role script"_s), refused.summary());
    const CliRun read = runner(u"reader"_s).json(arguments);
    QVERIFY2(read.exitCode == 0, read.summary());
}

void TestCliRole::allowsItForOneRun()
{
    const CliRunner cli = runner(u"postgres"_s);
    const CliRun allowed = cli.json(QStringList{u"--allow-superuser"_s} + statement);
    QVERIFY2(allowed.exitCode == 0, allowed.summary());
    QVERIFY2(log().contains("superuser allowed"), log());
    QCOMPARE(cli.json(statement).exitCode, 4);
}

void TestCliRole::allowsItUntilItIsForbidden()
{
    const CliRunner cli = runner(u"postgres"_s);
    QCOMPARE(cli.json({u"role"_s, u"allow-superuser"_s}).exitCode, 0);
    QCOMPARE(cli.json(statement).exitCode, 0);
    const CliRun card = cli.json({u"role"_s});
    QVERIFY2(!card.json[u"superuser_allowance"_s].toObject()[u"allowed_by"_s].toString().isEmpty(), card.summary());
    QVERIFY(cli.run({u"role"_s}).out.contains("allowed it on"));
    QCOMPARE(cli.json({u"role"_s, u"forbid-superuser"_s}).exitCode, 0);
    QCOMPARE(cli.json(statement).exitCode, 4);
    QVERIFY(cli.json({u"role"_s}).json[u"superuser_allowance"_s].isNull());
}

void TestCliRole::decidesOnlyAboutAConnection()
{
    const CliRunner none(m_home->path(), {});
    const CliRun run = none.json({u"role"_s, u"allow-superuser"_s});
    QCOMPARE(run.errorCode(), u"Usage"_s);
    QCOMPARE(none.json({u"--allow-superuser"_s, u"history"_s}).exitCode, 0);
}

void TestCliRole::printsTheCard()
{
    const CliRun card = runner(u"writer"_s).json({u"role"_s});
    QVERIFY2(card.exitCode == 0, card.summary());
    QCOMPARE(card.json[u"role"_s], u"writer"_s);
    QCOMPARE(card.json[u"superuser"_s], false);
    QCOMPARE(card.json[u"worst"_s], u"danger"_s);
    const QJsonObject first = card.json[u"findings"_s].toArray().first().toObject();
    QCOMPARE(first[u"id"_s], u"write_grants"_s);
    QCOMPARE(first[u"severity"_s], u"danger"_s);
    const CliRun text = runner(u"writer"_s).run({u"role"_s});
    QVERIFY2(text.out.contains("  danger  The role may write to tables of others: public.parts."), text.summary());
    const CliRun little = runner(u"reader"_s).run({u"role"_s}); // It may make temporary tables, as everybody may.
    QVERIFY2(little.out.startsWith("The role reader has no right to write to tables."), little.summary());
    // Also where nothing else may be asked.
    QCOMPARE(runner(u"postgres"_s).json({u"role"_s}).json[u"superuser"_s], true);
}

void TestCliRole::printsTheScript()
{
    const CliRun script = runner(u"writer"_s).run({u"role"_s, u"script"_s, u"--name"_s, u"My reader"_s});
    QVERIFY2(script.exitCode == 0, script.summary());
    QVERIFY2(script.out.contains("CREATE ROLE \"My reader\" LOGIN NOSUPERUSER"), script.out);
    QVERIFY2(script.out.contains("GRANT SELECT ON TABLE public.parts TO \"My reader\";"), script.out);
    QVERIFY(script.out.endsWith("\n") && !script.out.endsWith("\n\n"));
    const CliRun named = runner(u"postgres"_s).json({u"role"_s, u"script"_s});
    QVERIFY2(named.json[u"script"_s].toString().contains(u"CREATE ROLE sql_ai_agent_reader "_s), named.summary());
}

void TestCliRole::refusesAnImpossibleName()
{
    const CliRun run = runner(u"reader"_s).json({u"role"_s, u"script"_s, u"--name"_s, u"pg_reader"_s});
    QCOMPARE(run.exitCode, 2);
    QCOMPARE(run.errorCode(), u"Usage"_s);
}

QTEST_GUILESS_MAIN(TestCliRole)
#include "tst_clirole.moc"
