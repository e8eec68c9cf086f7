// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/Desktop.h"
#include "tests/support/ScratchServer.h"

#include <QApplication>
#include <QFile>
#include <QMessageBox>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace Qt::StringLiterals;

/// The desktop program from its start on, against a real server.
class TestDesktop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lostHistoryIsToldUntilClosed();
    void pictureFails_data();
    void pictureFails();

private:
    std::unique_ptr<test::ScratchServer> m_server;
};

void TestDesktop::initTestCase()
{
    QApplication::setQuitOnLastWindowClosed(false);
    m_server = std::make_unique<test::ScratchServer>();
    m_server->createDatabase(u"shop"_s);
    m_server->runScript(u"shop"_s, "CREATE TABLE parts (id bigint PRIMARY KEY)");
}

void TestDesktop::lostHistoryIsToldUntilClosed()
{
    const QTemporaryDir home;
    QFile damaged(home.filePath(u"app.db"_s));
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    QCOMPARE(damaged.write(QByteArray(8192, 'x')), 8192);
    damaged.close();

    app::Desktop desktop({.settings = {{u"SQL_AI_AGENT_HOME"_s, home.path()},
                                       {u"POSTGRES_URL"_s, m_server->connectionString(u"shop"_s)}}});
    desktop.start();
    QTRY_VERIFY_WITH_TIMEOUT(qobject_cast<QMessageBox *>(QApplication::activeModalWidget()), 20'000);
    const auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    QVERIFY2(box->text().contains(u"app.db.damaged-"_s), qPrintable(box->text()));
}

void TestDesktop::pictureFails_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("words");
    const auto question = u"Which parts are there?"_s;
    const auto database = m_server->connectionString(u"shop"_s);
    QTest::newRow("no question") << QStringList{} << 2 << u"--question"_s;
    QTest::newRow("no database") << QStringList{u"--question"_s, question} << 6 << u"POSTGRES_URL"_s;
    QTest::newRow("no answer") << QStringList{u"--question"_s, question, u"--database"_s, database} << 5
                               << u"example"_s;
    QTest::newRow("never begins") << QStringList{u"--question"_s, QString(100'000, u'a'), u"--database"_s, database}
                                  << 2 << u"100,000"_s;
}

void TestDesktop::pictureFails()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, words);
    const QTemporaryDir home;
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"POSTGRES_URL"_s);
    environment.insert(u"SQL_AI_AGENT_HOME"_s, home.path());
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral(SQLAI_DESKTOP),
                  QStringList{u"--allow-superuser"_s, u"--picture"_s, home.filePath(u"window.png"_s)} + arguments);
    QVERIFY(program.waitForFinished(20'000));
    const QByteArray said = program.readAllStandardError();
    QVERIFY2(said.contains(words.toUtf8()), said);
    QTEST(program.exitCode(), "exitCode");
    QVERIFY(!QFile::exists(home.filePath(u"window.png"_s)));
}

QTEST_MAIN(TestDesktop)
#include "tst_desktop.moc"
