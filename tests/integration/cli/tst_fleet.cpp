// SPDX-License-Identifier: GPL-3.0-or-later
#include "CliRun.h"

#include "core/demo/DemoServer.h"
#include "core/demo/DemoWorkspace.h"
#include "tests/support/Psql.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// The demo as a newcomer meets it, and its 250,000 activities against psql.
class TestFleet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyExampleIsAnsweredByItself();
    void exportEqualsPsql();
    void shippedSchemaIsOurOwn();

private:
    CliRunner demo() const;

    QTemporaryDir m_home;
    sqlai::demo::DemoWorkspace m_workspace{m_home.path()};
    /// Kept up for the whole test, so that each command joins it as a second program would.
    sqlai::demo::DemoServer m_server{{.folder = m_workspace.serverFolder(), .scriptPath = m_workspace.scriptPath()}};
    sqlai::settings::ConnectionProfile m_reader;
    QJsonArray m_examples;
};

namespace {

const QString sourceFolder = qEnvironmentVariable("SQLAI_SOURCE_DIR");
/// Estimates move with the dates of the data.
QString withoutEstimates(const QByteArray &json)
{
    QStringList lines = QString::fromUtf8(json).split(u'\n');
    lines.removeIf([](const QString &line) { return line.contains(u"\"estimated_rows\""_s); });
    return lines.join(u'\n');
}

const auto allActivities = u"SELECT * FROM activities ORDER BY id"_s;

}

CliRunner TestFleet::demo() const
{
    CliRunner cli(m_home.path(), {});
    cli.setEnvironment(u"RATE_LIMIT_PER_MINUTE"_s, u"1000"_s);
    return cli;
}

void TestFleet::initTestCase()
{
    const auto reader = m_server.start();
    QVERIFY2(reader.isOk(), reader ? "" : qPrintable(reader.error().detail));
    m_reader = *reader;
    m_examples = demo().json({u"--demo"_s, u"examples"_s, u"list"_s}).json[u"examples"_s].toArray();
    QVERIFY(m_examples.size() >= 7);
    const CliRun health = demo().json({u"--demo"_s, u"health"_s});
    QVERIFY2(health.exitCode == 0, health.summary());
}

void TestFleet::everyExampleIsAnsweredByItself()
{
    for (const auto value : std::as_const(m_examples)) {
        const QJsonObject example = value.toObject();
        const CliRun asked = demo().json({u"--demo"_s, u"ask"_s, example[u"question"_s].toString()});
        QVERIFY2(asked.exitCode == 0, asked.summary());
        QCOMPARE(asked.json[u"examples"_s].toArray()[0].toObject()[u"name"_s], example[u"name"_s]);
        const QString id = QString::number(asked.json[u"id"_s].toInteger());
        const CliRun ran = demo().json({u"--demo"_s, u"run"_s, id});
        QVERIFY2(ran.exitCode == 0, ran.summary());
        QVERIFY2(ran.json[u"total_rows"_s].toInteger() > 0, qPrintable(example[u"name"_s].toString()));
    }
}

void TestFleet::exportEqualsPsql()
{
    const CliRunner cli(m_home.path(), connectionStringOf(m_reader));
    const CliRun ran = cli.json({u"run"_s, u"--sql"_s, allActivities});
    QVERIFY2(ran.exitCode == 0, ran.summary());
    QCOMPARE(ran.json[u"total_rows"_s].toInteger(), 250'000);

    const QString id = QString::number(ran.json[u"id"_s].toInteger());
    const QString path = m_home.filePath(u"activities.csv"_s);
    const QStringList exportCsv = {u"export"_s, id, u"--to"_s, path, u"--line-ending"_s, u"lf"_s};
    const CliRun refused = cli.json(exportCsv);
    QCOMPARE(refused.exitCode, 9);
    QVERIFY(refused.json[u"error"_s].toObject()[u"message"_s].toString().contains(u"250,000"_s));
    QVERIFY(!QFile::exists(path));

    QCOMPARE(cli.json(exportCsv + QStringList{u"--max-rows"_s, u"250000"_s}).exitCode, 0);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray ours = file.readAll();
    const QByteArray theirs = psqlCsv(m_reader, allActivities);
    QCOMPARE(ours.size(), theirs.size());
    QVERIFY(ours == theirs);
}

void TestFleet::shippedSchemaIsOurOwn()
{
    const QString folder = m_home.filePath(u"schema-now"_s);
    QCOMPARE(demo().json({u"--demo"_s, u"schema"_s, u"export"_s, folder}).exitCode, 0);
    for (const auto &name : {u"all_in_one_schema_overview"_s, u"operations"_s, u"fleet"_s, u"billing"_s, u"staff"_s}) {
        QFile now(folder + u'/' + name + u".json"_s);
        QFile shipped(sourceFolder + u"/data/schema/"_s + name + u".json"_s);
        QVERIFY2(now.open(QIODevice::ReadOnly) && shipped.open(QIODevice::ReadOnly), qPrintable(name));
        QCOMPARE(withoutEstimates(now.readAll()), withoutEstimates(shipped.readAll()));
    }
}

QTEST_GUILESS_MAIN(TestFleet)
#include "tst_fleet.moc"
