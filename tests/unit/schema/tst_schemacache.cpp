// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/WhenReady.h"
#include "core/schema/SchemaCache.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::schema;
using namespace Qt::StringLiterals;

namespace {

class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return time; }
    QDateTime time = QDateTime::fromString(u"2026-07-01T08:00:00Z"_s, Qt::ISODate);
};

/// Answers when the test says so.
class FakeSource final : public SchemaSource
{
public:
    QFuture<Result<Schema>> read(const CancelToken &token) override
    {
        ++reads;
        tokens.append(token);
        promise = std::make_shared<QPromise<Result<Schema>>>();
        promise->start();
        return promise->future();
    }
    void answer(const Result<Schema> &result) const
    {
        promise->addResult(result);
        promise->finish();
    }
    int reads = 0;
    QList<CancelToken> tokens;
    std::shared_ptr<QPromise<Result<Schema>>> promise;
};

Schema schemaWith(const QString &table)
{
    return {.tables = {{.schema = u"fleet"_s, .name = table}}, .searchPath = {u"fleet"_s}};
}

}

/// The schema that is in force, in memory and on disk.
class TestSchemaCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void firstAskReadsTheServer();
    void nextProgramReadsTheFolder();
    void damagedFolderReadsTheServer_data();
    void damagedFolderReadsTheServer();
    void failedRefreshLeavesTheOldOne();
    void refreshReplacesIt();
    void allWhoWaitShareOneRead();
    void oneWhoLeavesLeavesTheOthers();
    void lastWhoLeavesCancelsTheRead();
    void connectionsAreKeptApart();
    void destructionAnswers();

private:
    std::unique_ptr<SchemaCache> makeCache(const QString &key = u"host:5432/db/role"_s)
    {
        return std::make_unique<SchemaCache>(m_source, m_clock, m_folder->path(), key);
    }
    /// A cache that has read `table` from the server, its files written.
    void fill(const QString &table)
    {
        const auto cache = makeCache();
        const auto first = cache->refresh({});
        m_source.answer(schemaWith(table));
        QTRY_VERIFY(first.isFinished());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeClock m_clock;
    FakeSource m_source;
};

void TestSchemaCache::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_source = FakeSource();
}

void TestSchemaCache::firstAskReadsTheServer()
{
    const auto cache = makeCache();
    QSignalSpy refreshed(cache.get(), &SchemaCache::refreshed);
    QVERIFY(!cache->known());
    const auto first = cache->current({});
    QTRY_COMPARE(m_source.reads, 1);
    m_source.answer(schemaWith(u"trucks"_s));
    QTRY_VERIFY(first.isFinished());
    QVERIFY(*first.result() == schemaWith(u"trucks"_s));
    QCOMPARE(refreshed.size(), 1);
    QCOMPARE(cache->known()->readAt, m_clock.time);
    QVERIFY(cache->current({}).isFinished());
    QCOMPARE(m_source.reads, 1);
}

void TestSchemaCache::nextProgramReadsTheFolder()
{
    fill(u"trucks"_s);
    const auto before = m_clock.time;
    m_clock.time = before.addDays(1);
    const auto cache = makeCache();
    const auto first = cache->current({});
    QTRY_VERIFY(first.isFinished());
    QVERIFY(*first.result() == schemaWith(u"trucks"_s));
    QCOMPARE(cache->known()->readAt, before);
    QCOMPARE(m_source.reads, 1);
    m_clock.time = before;
}

void TestSchemaCache::damagedFolderReadsTheServer_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("schema") << u"all_in_one_schema_overview.json"_s;
    QTest::newRow("time") << u"read_at.txt"_s;
}

void TestSchemaCache::damagedFolderReadsTheServer()
{
    QFETCH(const QString, name);
    fill(u"trucks"_s);
    const auto cache = makeCache();
    QFile file(cache->folder() + u'/' + name);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{broken");
    file.close();
    const auto first = cache->current({});
    QTRY_COMPARE(m_source.reads, 2);
    m_source.answer(schemaWith(u"drivers"_s));
    QTRY_VERIFY(first.isFinished());
    QVERIFY(*first.result() == schemaWith(u"drivers"_s));
}

void TestSchemaCache::failedRefreshLeavesTheOldOne()
{
    fill(u"trucks"_s);
    const auto cache = makeCache();
    QTRY_VERIFY(cache->current({}).isFinished());
    QTRY_VERIFY(cache->known());
    const auto refresh = cache->refresh({});
    m_source.answer(Error{.code = ErrorCode::Connection});
    QTRY_VERIFY(refresh.isFinished());
    QCOMPARE(refresh.result().error().code, ErrorCode::Connection);
    QVERIFY(*cache->current({}).result() == schemaWith(u"trucks"_s));
}

void TestSchemaCache::refreshReplacesIt()
{
    fill(u"trucks"_s);
    fill(u"drivers"_s);
    const auto cache = makeCache();
    const auto first = cache->current({});
    QTRY_VERIFY(first.isFinished());
    QVERIFY(*first.result() == schemaWith(u"drivers"_s));
}

void TestSchemaCache::allWhoWaitShareOneRead()
{
    const auto cache = makeCache();
    const auto first = cache->current({});
    const auto second = cache->current({});
    const auto third = cache->refresh({});
    QTRY_COMPARE(m_source.reads, 1);
    m_source.answer(schemaWith(u"trucks"_s));
    QTRY_VERIFY(first.isFinished() && second.isFinished() && third.isFinished());
    QVERIFY(first.result() && second.result() && third.result());
    QCOMPARE(m_source.reads, 1);
}

void TestSchemaCache::oneWhoLeavesLeavesTheOthers()
{
    const auto cache = makeCache();
    const CancelSource leaving;
    const auto first = cache->current(leaving.token());
    const auto second = cache->current({});
    QTRY_COMPARE(m_source.reads, 1);
    leaving.cancel();
    QTRY_VERIFY(first.isFinished());
    QCOMPARE(first.result().error().code, ErrorCode::Cancelled);
    QVERIFY(!m_source.tokens.constLast().isCancelled());
    m_source.answer(schemaWith(u"trucks"_s));
    QTRY_VERIFY(second.isFinished());
    QVERIFY(second.result());
}

void TestSchemaCache::lastWhoLeavesCancelsTheRead()
{
    const auto cache = makeCache();
    const CancelSource leaving;
    const auto first = cache->refresh(leaving.token());
    QCOMPARE(m_source.reads, 1);
    leaving.cancel();
    QTRY_VERIFY(first.isFinished());
    QVERIFY(m_source.tokens.constLast().isCancelled());
    const auto again = cache->refresh({});
    QCOMPARE(m_source.reads, 2);
    m_source.answer(schemaWith(u"trucks"_s));
    QTRY_VERIFY(again.isFinished());
    QVERIFY(again.result());
}

void TestSchemaCache::connectionsAreKeptApart()
{
    fill(u"trucks"_s);
    const auto cache = makeCache(u"host:5432/db/other"_s);
    const auto first = cache->current({});
    QTRY_COMPARE(m_source.reads, 2);
    m_source.answer(schemaWith(u"drivers"_s));
    QTRY_VERIFY(first.isFinished());
    QVERIFY(*first.result() == schemaWith(u"drivers"_s));
}

void TestSchemaCache::destructionAnswers()
{
    auto cache = makeCache();
    const auto first = cache->refresh({});
    cache.reset();
    QVERIFY(first.isFinished());
    QCOMPARE(first.result().error().code, ErrorCode::Cancelled);
    QVERIFY(m_source.tokens.constLast().isCancelled());
}

QTEST_GUILESS_MAIN(TestSchemaCache)
#include "tst_schemacache.moc"
