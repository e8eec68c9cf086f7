// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/KnowledgeBase.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace sqlai;
using namespace sqlai::knowledge;
using namespace Qt::StringLiterals;

class TestKnowledgeBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void brokenFileHidesNoOther();
    void missingFolderIsEmpty();
    void refusesWhatIsNoFolder();
    void noticesChanges_data();
    void noticesChanges();
    void unchangedKeepsRevision();
    void loadingOutlivesTheObject();

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    void write(const QString &name, const QByteArray &bytes) const;
    static Result<Loaded> load(KnowledgeBase &base);
    static QStringList names(const Loaded &loaded);
};

void TestKnowledgeBase::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    write(u"b.sql"_s, "SELECT 2");
    write(u"a.sql"_s, "SELECT 1");
}

void TestKnowledgeBase::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

Result<Loaded> TestKnowledgeBase::load(KnowledgeBase &base)
{
    auto future = base.load();
    return future.result(); // A test may wait.
}

QStringList TestKnowledgeBase::names(const Loaded &loaded)
{
    QStringList names;
    for (const Example &example : loaded.examples)
        names << example.name + u'=' + example.sql;
    return names;
}

void TestKnowledgeBase::brokenFileHidesNoOther()
{
    write(u"aa.sql"_s, "\xff");
    write(u"notes.txt"_s, "SELECT 3");
    QVERIFY(QDir().mkpath(m_folder->filePath(u"folder.sql"_s)));
    KnowledgeBase base(m_folder->path());
    const auto loaded = load(base);
    QVERIFY(loaded.isOk());
    QCOMPARE(names(*loaded), (QStringList{u"a=SELECT 1"_s, u"b=SELECT 2"_s}));
    QCOMPARE(loaded->problems.size(), 1);
    QCOMPARE(loaded->problems.first().file, u"aa.sql"_s);
    QCOMPARE(loaded->problems.first().error.code, ErrorCode::File);
}

void TestKnowledgeBase::missingFolderIsEmpty()
{
    KnowledgeBase base(m_folder->filePath(u"gone"_s));
    const auto loaded = load(base);
    QVERIFY(loaded.isOk());
    QVERIFY(loaded->examples.isEmpty() && loaded->problems.isEmpty());
}

void TestKnowledgeBase::refusesWhatIsNoFolder()
{
    KnowledgeBase base(m_folder->filePath(u"a.sql"_s));
    const auto loaded = load(base);
    QVERIFY(!loaded.isOk());
    QCOMPARE(loaded.error().code, ErrorCode::File);
}

void TestKnowledgeBase::noticesChanges_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QStringList>("names");

    QTest::newRow("new file") << u"add"_s << QStringList{u"a=SELECT 1"_s, u"b=SELECT 2"_s, u"c=SELECT 3"_s};
    QTest::newRow("file gone") << u"remove"_s << QStringList{u"b=SELECT 2"_s};
    QTest::newRow("other size") << u"resize"_s << QStringList{u"a=SELECT 10"_s, u"b=SELECT 2"_s};
    QTest::newRow("same size, other time") << u"touch"_s << QStringList{u"a=SELECT 9"_s, u"b=SELECT 2"_s};
}

void TestKnowledgeBase::noticesChanges()
{
    QFETCH(const QString, change);
    KnowledgeBase base(m_folder->path());
    const auto before = load(base);
    QVERIFY(before.isOk());
    if (change == "add"_L1)
        write(u"c.sql"_s, "SELECT 3");
    if (change == "remove"_L1)
        QVERIFY(QFile::remove(m_folder->filePath(u"a.sql"_s)));
    if (change == "resize"_L1)
        write(u"a.sql"_s, "SELECT 10");
    if (change == "touch"_L1) {
        write(u"a.sql"_s, "SELECT 9");
        QFile file(m_folder->filePath(u"a.sql"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
    }
    const auto after = load(base);
    QVERIFY(after.isOk());
    QTEST(names(*after), "names");
    QVERIFY(after->revision > before->revision);
}

void TestKnowledgeBase::unchangedKeepsRevision()
{
    KnowledgeBase base(m_folder->path());
    const auto first = load(base);
    const auto second = load(base);
    QVERIFY(first.isOk() && second.isOk());
    QCOMPARE(second->revision, first->revision);
    QCOMPARE(second->examples, first->examples);
}

void TestKnowledgeBase::loadingOutlivesTheObject()
{
    auto base = std::make_unique<KnowledgeBase>(m_folder->path());
    auto future = base->load();
    base.reset();
    QCOMPARE(names(*future.result()).size(), 2);
}

QTEST_GUILESS_MAIN(TestKnowledgeBase)
#include "tst_knowledgebase.moc"
