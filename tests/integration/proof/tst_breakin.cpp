// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/pg/PgTest.h"
#include "tests/integration/proof/RawSession.h"
#include "tests/support/ScratchServer.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <memory>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// Ways around the catalogue layer that were found by attacking it, each with a database of its own since most would
/// spoil another's: a trap that raises BITE must not be reached. tests/data/guard/breakins.jsonl tells set-up and
/// statement of each.
class TestBreakin : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bites_data();
    void bites();

private:
    std::unique_ptr<ScratchServer> m_server;
    int m_count = 0;
};

void TestBreakin::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->runScript(ScratchServer::superuser(), "CREATE ROLE reader LOGIN; GRANT pg_read_all_data TO reader");
}

void TestBreakin::bites_data()
{
    QTest::addColumn<QByteArray>("setup");
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("encoding");
    QFile file(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/tests/data/guard/breakins.jsonl"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    while (!file.atEnd()) {
        const QJsonObject row = QJsonDocument::fromJson(file.readLine()).object();
        QTest::newRow(qPrintable(row[u"why"_s].toString()))
            << row[u"setup"_s].toString().toUtf8() << row[u"sql"_s].toString().toUtf8()
            << row[u"encoding"_s].toString(u"UTF8"_s).toUtf8();
    }
}

void TestBreakin::bites()
{
    QFETCH(QByteArray, setup);
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, encoding);
    const QString database = u"breakin%1"_s.arg(++m_count);
    m_server->runScript(ScratchServer::superuser(), "CREATE DATABASE " + database.toUtf8() + " ENCODING '" + encoding
                                                        + "' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    m_server->runScript(database, "SET client_encoding = 'UTF8';" + setup.replace("%DB%", database.toUtf8()));

    RawSession bare(m_server->profile(database, u"reader"_s));
    bare.attempt("SET client_encoding = 'UTF8'");
    bare.value("BEGIN READ ONLY");
    const bool isForGuardAlone = !bare.attempt(sql).contains(u"BITE"_s);
    // One is aimed at the checker's own queries, and bites nobody else.
    QCOMPARE(isForGuardAlone, sql == "SELECT 1");

    static const sql::SqlGuard guard;
    const auto checked = guard.check(sql);
    if (!checked)
        return;
    pg::PgPool pool(m_server->profile(database, u"reader"_s));
    const auto summary = awaited(pool.run(*checked, {}, std::make_shared<TestSink>(), {}));
    QVERIFY(!summary);
    QVERIFY2(summary.error().code == ErrorCode::SqlDenied, qPrintable(ErrorText::sentence(summary.error())));
}

QTEST_GUILESS_MAIN(TestBreakin)
#include "tst_breakin.moc"
