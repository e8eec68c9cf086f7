// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/ConnectionProfile.h"

#include <QTest>

using namespace sqlai;
using namespace sqlai::settings;
using namespace Qt::StringLiterals;

class TestConnectionProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void parses_data();
    void parses();
    void keepsPasswordApart();
    void refuses_data();
    void refuses();
    void takesEnvironmentIn();
    void leavesServiceToLibpq();
    void namesDoNotRunTogether();
};

/// Every row starts from an environment that says who and where.
void TestConnectionProfile::init()
{
    for (const char *name : {"PGHOST", "PGPORT", "PGDATABASE", "PGSERVICE", "PGPASSWORD"})
        qunsetenv(name);
    qputenv("PGUSER", "somebody");
}

void TestConnectionProfile::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("displayName");

    QTest::newRow("URL") << u"postgresql://anna:pw@db.example.org:5433/fleet"_s << u"db.example.org:5433/fleet/anna"_s
                         << u"fleet · db.example.org"_s;
    QTest::newRow("short scheme") << u"postgres://anna@DB/fleet"_s << u"db:5432/fleet/anna"_s << u"fleet · db"_s;
    QTest::newRow("keywords") << u"host=db port=5433 dbname=fleet user=anna"_s << u"db:5433/fleet/anna"_s
                              << u"fleet · db"_s;
    QTest::newRow("socket") << u"host=/run/postgresql dbname=fleet user=anna"_s << u"/run/postgresql:5432/fleet/anna"_s
                            << u"fleet · localhost"_s;
    QTest::newRow("socket in URL") << u"postgresql://anna@%2Frun%2Fpg/fleet"_s << u"/run/pg:5432/fleet/anna"_s
                                   << u"fleet · localhost"_s;
    QTest::newRow("database alone") << u"dbname=fleet"_s << u"localhost:5432/fleet/somebody"_s
                                    << u"fleet · localhost"_s;
    QTest::newRow("host alone") << u"postgresql://db"_s << u"db:5432/somebody/somebody"_s << u"somebody · db"_s;
    QTest::newRow("IPv6") << u"postgresql://anna@[::1]:5433/fleet"_s << u"::1:5433/fleet/anna"_s << u"fleet · ::1"_s;
    QTest::newRow("two hosts") << u"postgresql://anna@a:5433,b:5434/fleet"_s << u"a,b:5433/fleet/anna"_s
                               << u"fleet · a,b"_s;
    QTest::newRow("not ASCII") << u"postgresql://anna@db/f%C3%A4hre"_s << u"db:5432/f%C3%A4hre/anna"_s
                               << u"fähre · db"_s;
}

void TestConnectionProfile::parses()
{
    QFETCH(const QString, text);
    const auto profile = ConnectionProfile::parse(text);
    QVERIFY2(profile.isOk(), qPrintable(profile ? QString() : profile.error().detail));
    QTEST(profile->key(), "key");
    QTEST(profile->displayName(), "displayName");
}

void TestConnectionProfile::keepsPasswordApart()
{
    const auto profile = ConnectionProfile::parse(u"postgresql://anna:p%40ss%2Fw%C3%B6rd@db/fleet?sslmode=require"_s);
    QVERIFY(profile.isOk());
    QCOMPARE(profile->password.reveal(), "p@ss/wörd"_ba);
    QVERIFY(!profile->parameters.contains(u"password"_s));
    QCOMPARE(profile->parameters.value(u"sslmode"_s), u"require"_s);
    QVERIFY(!profile->key().contains(u"wörd"_s) && !profile->displayName().contains(u"wörd"_s));
}

void TestConnectionProfile::refuses_data()
{
    QTest::addColumn<QString>("text");

    QTest::newRow("empty") << u"  "_s;
    QTest::newRow("a word") << u"hunter2"_s;
    QTest::newRow("other database") << u"mysql://anna:hunter2@db/fleet"_s;
    QTest::newRow("Java's form") << u"jdbc:postgresql://db/fleet?password=hunter2"_s;
    QTest::newRow("unknown keyword") << u"host=db pasword=hunter2"_s;
    QTest::newRow("password with a slash") << u"postgresql://anna:hunter2/x@db/fleet"_s;
    QTest::newRow("bad percent code") << u"postgresql://anna:hunter2%zz@db/fleet"_s;
    QTest::newRow("open quote") << u"host=db password='hunter2"_s;
    QTest::newRow("NUL") << u"host=db\0 password=hunter2"_s;
    QTest::newRow("port zero") << u"postgresql://anna:hunter2@db:0/fleet"_s;
    QTest::newRow("large port") << u"host=db port=70000 password=hunter2"_s;
    QTest::newRow("port in words") << u"host=db port=many password=hunter2"_s;
    QTest::newRow("passphrase of a key") << u"host=db sslpassword=hunter2"_s;
}

void TestConnectionProfile::refuses()
{
    QFETCH(const QString, text);
    const auto profile = ConnectionProfile::parse(text);
    QVERIFY(!profile.isOk());
    QCOMPARE(profile.error().code, ErrorCode::Usage);
    QVERIFY(!profile.error().detail.isEmpty());
    QVERIFY(!profile.error().detail.contains(u"hunter2"_s));
}

void TestConnectionProfile::takesEnvironmentIn()
{
    qputenv("PGHOST", "from-environment");
    qputenv("PGPORT", "6543");
    qputenv("PGPASSWORD", "hunter2");
    const auto profile = ConnectionProfile::parse(u"dbname=fleet"_s);
    QVERIFY(profile.isOk());
    QCOMPARE(profile->key(), u"from-environment:6543/fleet/somebody"_s);
    QVERIFY2(profile->password.isEmpty(), "libpq reads it by itself when it connects");
}

void TestConnectionProfile::leavesServiceToLibpq()
{
    const auto profile = ConnectionProfile::parse(u"service=night"_s);
    QVERIFY(profile.isOk());
    QCOMPARE(profile->parameters, (QMap<QString, QString>{{u"service"_s, u"night"_s}}));
    QCOMPARE(profile->host(), u"night"_s);
}

void TestConnectionProfile::namesDoNotRunTogether()
{
    const auto one = ConnectionProfile::parse(u"host=db dbname=a/b user=c"_s);
    const auto other = ConnectionProfile::parse(u"host=db dbname=a user=b/c"_s);
    QVERIFY(one.isOk() && other.isOk());
    QVERIFY(one->key() != other->key());
}

QTEST_GUILESS_MAIN(TestConnectionProfile)
#include "tst_connectionprofile.moc"
