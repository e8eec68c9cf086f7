// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/PageCache.h"
#include "tests/unit/results/ResultSamples.h"
#include "tests/unit/storage/Await.h"

#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace sqlai;
using namespace sqlai::results;
using namespace Qt::StringLiterals;

class TestPageCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void keepsTheLastPages();
    void asksAgainForAPageThatGrows();
    void asksAgainAfterAnError();
    void answersAfterItsEnd();

private:
    QTemporaryDir m_folder;
    ResultStore m_store{m_folder.path()};
    std::shared_ptr<ResultWriter> m_writer;
    std::shared_ptr<const ResultReader> m_reader;
};

void TestPageCache::init()
{
    auto writer = m_store.create(1, {});
    VERIFY_OK(writer);
    m_writer = *writer;
    VERIFY_OK(m_writer->begin(sampleColumns()));
    VERIFY_OK(appendSamples(*m_writer, 6100));
    auto reader = m_store.open(1);
    VERIFY_OK(reader);
    m_reader = *reader;
}

void TestPageCache::keepsTheLastPages()
{
    PageCache cache(m_reader);
    const auto first = await(cache.page(0));
    VERIFY_OK(first);
    QVERIFY(**first == sampleRows(0, 500));
    QVERIFY(cache.page(0).isFinished());
    QCOMPARE(cache.page(0).result().value().get(), first->get());
    for (int number = 1; number < PageCache::pagesKept; ++number)
        VERIFY_OK(await(cache.page(number)));
    QCOMPARE(cache.page(0).result().value().get(), first->get());
    // Page 1 is now the one that was asked for longest ago.
    const PageCache::Page second = cache.page(1).result().value();
    for (int number = 2; number < 2 + PageCache::pagesKept; ++number)
        VERIFY_OK(await(cache.page(number)));
    const auto again = await(cache.page(1));
    VERIFY_OK(again);
    QVERIFY(again->get() != second.get());
    QVERIFY(**again == *second);
}

void TestPageCache::asksAgainForAPageThatGrows()
{
    PageCache cache(m_reader);
    QCOMPARE(await(cache.page(12)).error().code, ErrorCode::NotFound);
    VERIFY_OK(m_writer->finish(storage::ResultState::Complete));
    const auto last = await(cache.page(12));
    VERIFY_OK(last);
    QCOMPARE((*last)->rowCount(), 100);
    QVERIFY(await(cache.page(12)).value().get() != last->get());
}

void TestPageCache::asksAgainAfterAnError()
{
    PageCache cache(m_reader);
    QCOMPARE(await(cache.page(99)).error().code, ErrorCode::NotFound);
    QCOMPARE(await(cache.page(99)).error().code, ErrorCode::NotFound);
    VERIFY_OK(await(cache.page(11)));
}

void TestPageCache::answersAfterItsEnd()
{
    QFuture<Result<PageCache::Page>> future;
    {
        PageCache cache(m_reader);
        future = cache.page(3);
    }
    const auto page = await(future);
    VERIFY_OK(page);
    QVERIFY(**page == sampleRows(1500, 500));
}

QTEST_GUILESS_MAIN(TestPageCache)
#include "tst_page_cache.moc"
