// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScratchServer.h"

#include <QTest>

#include <stdexcept>

using namespace sqlai;
using namespace Qt::StringLiterals;

class TestScratchServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void psqlSeesWhatTheScriptMade();
    void aBadScriptIsTold();
    void survivesStopAndCrash();
    void settingsArrive();
    void accessRulesStandBeforeTrust();

private:
    std::unique_ptr<test::ScratchServer> m_server;
};

void TestScratchServer::initTestCase()
{
    m_server = std::make_unique<test::ScratchServer>(test::ScratchServer::Settings{{u"work_mem"_s, u"1234kB"_s}},
                                                     "local all locked scram-sha-256\n");
    m_server->createDatabase(u"a b"_s);
    m_server->runScript(u"a b"_s, "CREATE TABLE t(n int, w text); INSERT INTO t VALUES (1, 'ä'), (2, NULL);"
                                  "CREATE ROLE reader LOGIN; GRANT SELECT ON t TO reader");
}

void TestScratchServer::psqlSeesWhatTheScriptMade()
{
    QCOMPARE(m_server->psqlCsv(u"a b"_s, u"SELECT * FROM t ORDER BY n"_s, u"reader"_s), QByteArray("n,w\n1,ä\n2,\n"));
    QCOMPARE(m_server->runScript(u"a b"_s, "SELECT upper(w) FROM t WHERE n = 1"), u"Ä"_s);
}

void TestScratchServer::aBadScriptIsTold()
{
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, m_server->runScript(u"a b"_s, "SELECT nothing"));
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, m_server->psqlCsv(u"a b"_s, u"SELECT nothing"_s));
}

void TestScratchServer::survivesStopAndCrash()
{
    m_server->stop();
    QVERIFY(!m_server->isRunning());
    m_server->start();
    m_server->crash();
    QVERIFY(!m_server->isRunning());
    m_server->start();
    QCOMPARE(m_server->runScript(u"a b"_s, "SELECT count(*) FROM t"), u"2"_s);
}

void TestScratchServer::settingsArrive()
{
    QCOMPARE(m_server->runScript(u"a b"_s, "SHOW work_mem"), u"1234kB"_s);
    QCOMPARE(m_server->runScript(u"a b"_s, "SHOW synchronize_seqscans"), u"off"_s);
    QCOMPARE(m_server->runScript(u"a b"_s, "SHOW listen_addresses"), QString());
}

void TestScratchServer::accessRulesStandBeforeTrust()
{
    m_server->runScript(u"a b"_s, "CREATE ROLE locked LOGIN PASSWORD 'x'");
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, m_server->psqlCsv(u"a b"_s, u"SELECT 1"_s, u"locked"_s));
}

QTEST_GUILESS_MAIN(TestScratchServer)
#include "tst_scratchserver.moc"
