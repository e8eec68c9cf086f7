// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/results/ResultStore.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/ResultTable.h"
#include "ui/widgets/EmptyState.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;

namespace {

/// A real result on disk that grows as the test wants it.
class GrowingResult
{
public:
    explicit GrowingResult(const QString &folder)
        : m_store(folder)
        , m_writer(*m_store.create(1, {}))
    {
        (void)m_writer->begin({{.name = u"n"_s, .typeOid = 20, .typeName = u"bigint"_s}});
    }

    void add(int count)
    {
        for (int i = 0; i < count; ++i) {
            const QByteArray value = QByteArray::number(++m_rows);
            m_batch.append(QByteArrayView(value));
            m_batch.endRow();
            if (m_batch.rowCount() == results::pageSize || i == count - 1) {
                (void)m_writer->append(m_batch);
                m_batch.clear();
            }
        }
    }
    void finish() { (void)m_writer->finish(storage::ResultState::Complete); }
    std::shared_ptr<results::PageCache> pages() const { return std::make_shared<results::PageCache>(*m_store.open(1)); }

private:
    results::ResultStore m_store;
    std::shared_ptr<results::ResultWriter> m_writer;
    table::RowBatch m_batch = table::RowBatch(1);
    int m_rows = 0;
};

report::Attempt attemptOf(report::AttemptStatus status, qint64 rows)
{
    return {.id = 1, .status = status, .rows = rows, .executionMilliseconds = 120, .hasResult = true};
}

}

class TestResultPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void suggestionsCanBeClicked();
    void pagesThroughAResult();
    void growsWhileRowsArrive();
    void resultWithoutRowsShowsItsTitles();
    void newResultForgetsTheOldPage();

private:
    QString firstCell() const { return m_panel->table()->model()->index(0, 0).data().toString(); }
    int rows() const { return m_panel->table()->model()->rowCount(); }

    Theme m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ResultPanel> m_panel;
};

void TestResultPanel::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_panel = std::make_unique<ResultPanel>(m_theme);
    m_panel->resize(800, 400);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
}

void TestResultPanel::suggestionsCanBeClicked()
{
    QSignalSpy chosen(m_panel.get(), &ResultPanel::suggestionChosen);
    m_panel->showStart({u"Which trucks?"_s, u"Cost & time?"_s});
    auto *second = m_panel->findChild<QPushButton *>(u"choice1"_s);
    QTRY_VERIFY(second->isVisible());
    QTest::mouseClick(second, Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), u"Cost & time?"_s);
    QVERIFY(!m_panel->hasResult());
}

void TestResultPanel::pagesThroughAResult()
{
    GrowingResult result(m_folder->path());
    result.add(1200);
    result.finish();
    QSignalSpy shown(m_panel.get(), &ResultPanel::pageShown);
    m_panel->setResult(result.pages(), attemptOf(report::AttemptStatus::Success, 1200));
    QTRY_COMPARE(rows(), 500);
    QCOMPARE(firstCell(), u"1"_s);
    const int width = m_panel->table()->columnWidth(0);
    m_panel->table()->setColumnWidth(0, width + 50);
    m_panel->pager()->goLast();
    QTRY_COMPARE(rows(), 200);
    QCOMPARE(firstCell(), u"1001"_s);
    QCOMPARE(m_panel->pager()->state().page, 2);
    QCOMPARE(shown.count(), 2);
    // What the person set stays over a turn of the page.
    QCOMPARE(m_panel->table()->columnWidth(0), width + 50);
}

void TestResultPanel::growsWhileRowsArrive()
{
    GrowingResult result(m_folder->path());
    m_panel->setResult(result.pages(), attemptOf(report::AttemptStatus::Running, 0));
    QVERIFY(m_panel->pager()->state().isArriving);
    result.add(500);
    m_panel->setRowsArrived(500);
    QTRY_COMPARE(rows(), 500);
    result.add(100);
    result.finish();
    m_panel->setFinished(attemptOf(report::AttemptStatus::Success, 600));
    QCOMPARE(m_panel->pager()->state().rows, 600);
    QVERIFY(!m_panel->pager()->state().isArriving);
    m_panel->pager()->goNext();
    QTRY_COMPARE(rows(), 100);
    QCOMPARE(firstCell(), u"501"_s);
}

void TestResultPanel::resultWithoutRowsShowsItsTitles()
{
    GrowingResult result(m_folder->path());
    result.finish();
    QSignalSpy shown(m_panel.get(), &ResultPanel::pageShown);
    m_panel->setResult(result.pages(), attemptOf(report::AttemptStatus::Success, 0));
    QCOMPARE(shown.count(), 1);
    QCOMPARE(m_panel->table()->model()->columnCount(), 1);
    QCOMPARE(rows(), 0);
}

void TestResultPanel::newResultForgetsTheOldPage()
{
    GrowingResult result(m_folder->path());
    result.add(1200);
    result.finish();
    m_panel->setResult(result.pages(), attemptOf(report::AttemptStatus::Success, 1200));
    QTRY_COMPARE(rows(), 500);
    m_panel->pager()->goNext();
    // The answer to this page comes too late: the panel shows something else by then.
    m_panel->showMessage({}, u"Running…"_s, {});
    QVERIFY(!m_panel->hasResult());
    m_panel->setResult(result.pages(), attemptOf(report::AttemptStatus::Success, 1200));
    QTRY_COMPARE(rows(), 500);
    QCOMPARE(firstCell(), u"1"_s);
    QCOMPARE(m_panel->pager()->state().page, 0);
}

QTEST_MAIN(TestResultPanel)
#include "tst_result_panel.moc"
