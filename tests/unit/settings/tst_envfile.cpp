// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/EnvFile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::settings;
using namespace Qt::StringLiterals;

class TestEnvFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsValue_data();
    void readsValue();
    void refusesBytes_data();
    void refusesBytes();
    void readsAllLines();
    void missingFileIsEmpty();
    void refusesFileOfOthers_data();
    void refusesFileOfOthers();
    void refusesFolder();
    void repeatsOddPathsAsTheyAre();
};

void TestEnvFile::readsValue_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("value");

    QTest::newRow("bare") << "K=a b"_ba << u"a b"_s;
    QTest::newRow("spaces around") << "  K =  a  "_ba << u"a"_s;
    QTest::newRow("export") << "export  K=a"_ba << u"a"_s;
    QTest::newRow("carriage return") << "K=a\r"_ba << u"a"_s;
    QTest::newRow("byte order mark") << "\xef\xbb\xbfK=a"_ba << u"a"_s;
    QTest::newRow("comment behind") << "K=a # b"_ba << u"a"_s;
    QTest::newRow("hash inside") << "K=p#w"_ba << u"p#w"_s;
    QTest::newRow("only a comment") << "K= # b"_ba << QString();
    QTest::newRow("empty") << "K="_ba << QString();
    QTest::newRow("equals sign inside") << "K=a=b"_ba << u"a=b"_s;
    QTest::newRow("single quotes") << R"(K=' a\"$HOME # ')"_ba << uR"( a\"$HOME # )"_s;
    QTest::newRow("double quotes") << R"(K="a \"b\" \\ \n $HOME" # c)"_ba << uR"(a "b" \ \n $HOME)"_s;
    QTest::newRow("quote inside") << "K=it's"_ba << u"it's"_s;
    QTest::newRow("not expanded") << "K=$HOME`id`$(id)"_ba << u"$HOME`id`$(id)"_s;
    QTest::newRow("not ASCII") << "K=Zürich"_ba << u"Zürich"_s;
}

void TestEnvFile::readsValue()
{
    QFETCH(const QByteArray, line);
    const auto values = EnvFile::parse(line, u".env"_s);
    QVERIFY(values.isOk());
    QCOMPARE(values->keys(), QStringList{u"K"_s});
    QTEST(values->value(u"K"_s), "value");
}

void TestEnvFile::refusesBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("word");

    QTest::newRow("no equals sign") << "A=1\nhunter2\n"_ba << ErrorCode::Usage << u"Line 2"_s;
    QTest::newRow("not a name") << "A B=hunter2"_ba << ErrorCode::Usage << u"Line 1"_s;
    QTest::newRow("open quote") << "A='hunter2"_ba << ErrorCode::Usage << u"Line 1"_s;
    QTest::newRow("behind the quote") << "A='hunter2' x"_ba << ErrorCode::Usage << u"Line 1"_s;
    QTest::newRow("twice") << "A=1\n\nA=hunter2\n"_ba << ErrorCode::Usage << u"A stands twice"_s;
    QTest::newRow("not UTF-8") << "A=hunter2\xff"_ba << ErrorCode::File << u"UTF-8"_s;
    QTest::newRow("NUL") << QByteArray("A=hunter2\0", 10) << ErrorCode::File << u"UTF-8"_s;
    QTest::newRow("long line") << "A=hunter2" + QByteArray(9000, 'a') << ErrorCode::File << u"Line 1"_s;
    QTest::newRow("large file") << QByteArray("A=hunter2\n").repeated(7000) << ErrorCode::File << u"64 KB"_s;
}

void TestEnvFile::refusesBytes()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, word);
    const auto values = EnvFile::parse(bytes, u"the.env"_s);
    QVERIFY(!values.isOk());
    QTEST(values.error().code, "code");
    const QString detail = values.error().detail;
    QVERIFY2(detail.contains(word) && detail.contains(u"the.env"_s), qPrintable(detail));
    QVERIFY(!detail.contains(u"hunter2"_s));
}

void TestEnvFile::readsAllLines()
{
    const auto values = EnvFile::parse("# a comment\n\nA=1\nB=2\n", u".env"_s);
    QVERIFY(values.isOk());
    QCOMPARE(*values, (Values{{u"A"_s, u"1"_s}, {u"B"_s, u"2"_s}}));
}

void TestEnvFile::missingFileIsEmpty()
{
    const QTemporaryDir folder;
    const auto values = EnvFile::read(folder.filePath(u".env"_s));
    QVERIFY(values.isOk());
    QVERIFY(values->isEmpty());
}

void TestEnvFile::refusesFileOfOthers_data()
{
    QTest::addColumn<QFile::Permissions>("permissions");
    QTest::addColumn<bool>("isRead");

    constexpr QFile::Permissions own = QFile::ReadOwner | QFile::WriteOwner;
    QTest::newRow("0600") << own << true;
    QTest::newRow("0640") << (own | QFile::ReadGroup) << false;
    QTest::newRow("0604") << (own | QFile::ReadOther) << false;
    QTest::newRow("0602") << (own | QFile::WriteOther) << false;
}

void TestEnvFile::refusesFileOfOthers()
{
#ifndef Q_OS_UNIX
    QSKIP("Only Unix systems tell permissions this way.");
#endif
    QFETCH(const QFile::Permissions, permissions);
    QFETCH(const bool, isRead);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u".env"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("A=1\n") == 4);
    file.close();
    QVERIFY(file.setPermissions(permissions));

    const auto values = EnvFile::read(file.fileName());
    QCOMPARE(values.isOk(), isRead);
    if (!isRead) {
        QCOMPARE(values.error().code, ErrorCode::File);
        QVERIFY(values.error().detail.contains(u"chmod 600 '%1'"_s.arg(file.fileName())));
    }
}

void TestEnvFile::refusesFolder()
{
    const QTemporaryDir folder;
    const auto values = EnvFile::read(folder.path());
    QVERIFY(!values.isOk());
    QCOMPARE(values.error().code, ErrorCode::File);
}

void TestEnvFile::repeatsOddPathsAsTheyAre()
{
    const QString path = u"/home/%2/%3/.env"_s;
    const QByteArray large(EnvFile::maximumBytes + 1, '#');
    QVERIFY(EnvFile::parse(large, path).error().detail.contains(path));
    QVERIFY(EnvFile::parse("A=1\nA=2\n", path).error().detail.contains(path));
}

QTEST_GUILESS_MAIN(TestEnvFile)
#include "tst_envfile.moc"
