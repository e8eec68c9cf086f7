// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Application.h"
#include "app/Session.h"
#include "core/base/ErrorText.h"
#include "tests/support/OpenAiServer.h"
#include "tests/support/Psql.h"
#include "tests/support/ScratchServer.h"
#include "tests/unit/storage/Await.h"
#include "ui/Prompter.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionBox.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/ResultPanel.h"
#include "ui/results/ResultTable.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Banner.h"
#include "ui/window/MainWindow.h"
#include "ui/window/QueryTab.h"

#include <QAbstractItemModel>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// The whole workflow over a real PostgreSQL and a real HTTP server: ask, run, pages, export, history, rerun. Once
/// through core as it is put together for both programs, once through the window.
class TestWorkflow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void throughCore();
    void throughTheWindow();

private:
    static report::Attempt endOf(query::Flow *flow)
    {
        QSignalSpy finished(flow, &query::Flow::finished);
        [&] { QVERIFY(finished.wait(20'000)); }();
        return finished.isEmpty() ? report::Attempt() : finished.first().first().value<report::Attempt>();
    }
    QByteArray theirs() const { return psqlCsv(m_server->profile(u"shop"_s), gold().sql); }
    static GoldAnswer gold()
    {
        return {.question = u"Which parts do we have, and how many?"_s,
                .tables = {u"parts"_s},
                .sql = u"SELECT p.id, p.name, p.pieces FROM parts p ORDER BY p.id"_s};
    }

    std::unique_ptr<ScratchServer> m_server;
    std::unique_ptr<OpenAiServer> m_model;
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<app::Application> m_application;
    const Actor m_actor = Actor::localUser();
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

class FilePrompter final : public ui::Prompter
{
public:
    QString path = {};
    void askSavePath(QWidget *, const ui::SaveRequest &, QObject *,
                     std::function<void(const QString &)> accepted) override
    {
        accepted(path);
    }
    void tell(QWidget *, const QString &, const QString &) override { }
};

}

void TestWorkflow::initTestCase()
{
    m_server = std::make_unique<ScratchServer>();
    m_server->createDatabase(u"shop"_s);
    m_server->runScript(u"shop"_s, "CREATE TABLE parts (id bigint PRIMARY KEY, name text NOT NULL, pieces integer);"
                                   "INSERT INTO parts SELECT n, 'part, \"' || n || '\"', nullif(n % 7, 0)"
                                   "  FROM generate_series(1, 1200) n;"
                                   "CREATE TABLE stores (id bigint PRIMARY KEY, town text);"
                                   "CREATE TABLE people (id bigint PRIMARY KEY, name text);"
                                   "CREATE TABLE colours (id bigint PRIMARY KEY, name text)");
    m_model = std::make_unique<OpenAiServer>(OpenAiServer::goldSpeaker({gold()}));
}

void TestWorkflow::init()
{
    m_application.reset();
    m_home = std::make_unique<QTemporaryDir>();
    settings::Settings settings{.home = m_home->path(), .connection = m_server->profile(u"shop"_s)};
    settings.openAiBaseUrl = m_model->baseUrl();
    settings.isOpenAiBaseUrlSet = true;
    m_application = std::make_unique<app::Application>(settings);
    VERIFY_OK(await(m_application->open(app::Database::Configured, app::Reach::Server)));
    VERIFY_OK(m_application->session().role().allowSuperuserOnce(m_actor));
}

void TestWorkflow::throughCore()
{
    query::QueryService &queries = m_application->session().queries();
    query::Flow *asking = queries.ask(m_actor, gold().question);
    QSignalSpy pieces(asking, &query::Flow::sqlArrived);
    const report::Attempt asked = endOf(asking);
    QVERIFY2(!asked.error, asked.error ? qPrintable(ErrorText::sentence(*asked.error)) : "");
    QCOMPARE(asked.status, report::AttemptStatus::NotExecuted);
    QCOMPARE(asked.sql, gold().sql);
    QCOMPARE(asked.provider, u"openai"_s);
    QVERIFY(!pieces.isEmpty());

    const report::Attempt ran = endOf(queries.run(m_actor, asked.id));
    QCOMPARE(ran.id, asked.id);
    QCOMPARE(ran.status, report::AttemptStatus::Success);
    QCOMPARE(ran.rows, 1200);
    const auto opened = await(queries.openResult(m_actor, asked.id));
    VERIFY_OK(opened);
    QCOMPARE(opened->pages->sharedReader()->rowCount(), 1200);

    const QString path = m_home->filePath(u"parts.csv"_s);
    const auto summary = await(queries.exportCsv(
        m_actor,
        {.attemptId = asked.id, .path = path, .csv = {.lineEnding = exporting::LineEnding::Lf}, .maximumRows = 5000},
        {}));
    VERIFY_OK(summary);
    QCOMPARE(summary->rows, 1200);
    QCOMPARE(contentOf(path), theirs());

    const report::Attempt again = endOf(queries.rerun(m_actor, asked.id));
    QVERIFY(again.id != asked.id);
    QCOMPARE(again.rows, 1200);
    const auto history = await(queries.history(m_actor, {}));
    VERIFY_OK(history);
    QCOMPARE(history->total, 2);
    QCOMPARE(history->attempts.first().id, again.id);
    const auto metrics = await(m_application->session().metrics().read(m_actor));
    VERIFY_OK(metrics);
    QCOMPARE(metrics->successful, 2);
    QCOMPARE(metrics->tokens.size(), 1);
    QVERIFY(metrics->tokens.first().promptTokens > 0);
}

void TestWorkflow::throughTheWindow()
{
    ui::Theme theme;
    theme.apply();
    FilePrompter prompter;
    prompter.path = m_home->filePath(u"window.csv"_s);
    const SystemClock clock;
    ui::MainWindow window(m_application->session().queries(), m_actor, theme, clock, prompter);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const ui::QueryTab *tab = window.currentTab();

    QPlainTextEdit *question = tab->askPanel()->questionBox()->edit();
    question->setFocus();
    QTest::keyClicks(question, gold().question);
    QTest::keyClick(question, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(!tab->isBusy() && tab->attemptId() != 0, 20'000);
    QVERIFY2(tab->askPanel()->banner()->text().isEmpty(), qPrintable(tab->askPanel()->banner()->text()));
    QCOMPARE(tab->editor()->sql(), gold().sql);

    QTest::keyClick(tab->editor(), Qt::Key_F5);
    const QAbstractItemModel *rows = tab->results()->table()->model();
    QTRY_COMPARE_WITH_TIMEOUT(rows->rowCount(), 500, 20'000);
    QTRY_VERIFY(!tab->isBusy());
    QCOMPARE(rows->index(0, 0).data().toString(), u"1"_s);
    QTest::mouseClick(window.findChild<QAbstractButton *>(u"nextPage"_s), Qt::LeftButton);
    QTRY_COMPARE(window.findChild<QLabel *>(u"rowsText"_s)->text(), u"rows 501–1,000 of 1,200"_s);
    QTRY_COMPARE(rows->index(0, 0).data().toString(), u"501"_s);

    QTest::mouseClick(window.findChild<QAbstractButton *>(u"export"_s), Qt::LeftButton);
    QTRY_VERIFY(tab->askPanel()->banner()->text().contains(u"1,200 rows were written"));
    QCOMPARE(contentOf(prompter.path).replace("\r\n", "\n"), theirs());

    auto *list = window.findChild<QListView *>(u"historyList"_s);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    Q_EMIT list->customContextMenuRequested(list->visualRect(list->model()->index(0, 0)).center());
    auto *menu = window.findChild<QMenu *>(u"historyMenu"_s);
    QVERIFY(menu);
    menu->actions().at(1)->trigger();
    menu->close();
    QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 2, 20'000);
    QTRY_VERIFY(!window.currentTab()->isBusy());
    QTRY_COMPARE(window.currentTab()->results()->table()->model()->rowCount(), 500);
}

QTEST_MAIN(TestWorkflow)
#include "tst_workflow.moc"
