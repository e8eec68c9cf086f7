// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/Workspace.h"
#include "tests/unit/storage/Await.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::storage;
using namespace Qt::StringLiterals;

namespace {

constexpr QFile::Permissions forUsAlone = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
constexpr QFile::Permissions forOthers = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;

}

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesANewOnePrivate();
    void takesAnExistingFolder_data();
    void takesAnExistingFolder();
};

void TestWorkspace::makesANewOnePrivate()
{
    const QTemporaryDir folder;
    const QString workspace = folder.filePath(u"new/workspace/"_s);
    VERIFY_OK(prepareWorkspace(workspace));
    QVERIFY(!(QFileInfo(workspace).permissions() & forOthers));
    VERIFY_OK(prepareWorkspace(workspace));
}

void TestWorkspace::takesAnExistingFolder_data()
{
    QTest::addColumn<QString>("content");
    QTest::addColumn<bool>("isOpen");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("empty") << QString() << true << true;
    QTest::newRow("a workspace") << u"app.db"_s << true << true;
    QTest::newRow("prepared") << u".env"_s << true << true;
    QTest::newRow("something else") << u"photo.jpg"_s << true << false;
    QTest::newRow("something hidden") << u".bashrc"_s << true << false;
    QTest::newRow("private") << u"photo.jpg"_s << false << true;
}

void TestWorkspace::takesAnExistingFolder()
{
    QFETCH(const QString, content);
    QFETCH(const bool, isOpen);
    QFETCH(const bool, isTaken);
    const QTemporaryDir folder;
    if (!content.isEmpty()) {
        QFile file(folder.filePath(content));
        QVERIFY(file.open(QIODevice::WriteOnly));
    }
    QVERIFY(QFile::setPermissions(folder.path(), isOpen ? forUsAlone | forOthers : forUsAlone));
    const auto prepared = prepareWorkspace(folder.path());
    QCOMPARE(prepared.isOk(), isTaken);
    // A refused folder is left as it was.
    QCOMPARE(static_cast<bool>(QFileInfo(folder.path()).permissions() & forOthers), !isTaken);
    if (!isTaken) {
        QCOMPARE(prepared.error().code, ErrorCode::Usage);
        QVERIFY(prepared.error().detail.contains(u"chmod 700 '"_s + folder.path()));
    }
}

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
