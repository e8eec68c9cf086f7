// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Logging.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace Qt::StringLiterals;

class TestLogging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isPrivate();
    void twoProgramsRotateOnce();
};

void TestLogging::isPrivate()
{
    const QTemporaryDir folder;
    QFile old(folder.filePath(u"sql-ai-agent.log"_s));
    QVERIFY(old.open(QIODevice::WriteOnly));
    QVERIFY(old.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
    LogFile log(folder.path(), u"info"_s);
    log.write(QtInfoMsg, "test", u"event"_s, {});
    QVERIFY(old.size() > 0);
    QVERIFY(!(QFileInfo(log.path()).permissions() & QFile::ReadOther));
}

void TestLogging::twoProgramsRotateOnce()
{
    const QTemporaryDir folder;
    LogFile one(folder.path(), u"info"_s);
    LogFile other(folder.path(), u"info"_s);
    other.write(QtInfoMsg, "test", u"first"_s, {});
    const QString large(LogFile::maximumBytes - 200, u'x');
    one.write(QtInfoMsg, "test", large, {});
    one.write(QtInfoMsg, "test", u"rotates "_s + QString(500, u'y'), {});
    QVERIFY(QFileInfo::exists(one.path() + u".1"_s));
    // The other still has the renamed file open, which is full: it goes over to the new one.
    other.write(QtInfoMsg, "test", u"follows "_s + QString(500, u'z'), {});
    QVERIFY(!QFileInfo::exists(one.path() + u".2"_s));
    QFile current(one.path());
    QVERIFY(current.open(QIODevice::ReadOnly));
    const QByteArray lines = current.readAll();
    QVERIFY(lines.contains("rotates") && lines.contains("follows"));
}

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"
