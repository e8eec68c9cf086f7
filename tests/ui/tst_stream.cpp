// SPDX-License-Identifier: GPL-3.0-or-later
#include "World.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/ExplanationLine.h"
#include "ui/ask/QuestionBox.h"
#include "ui/ask/StepLine.h"
#include "ui/editor/SqlEditor.h"
#include "ui/results/ResultPanel.h"
#include "ui/widgets/Banner.h"
#include "ui/window/QueryTab.h"

#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;
using report::StepKind;
using report::StepState;

/// An answer on its way through the real window: the test is the model.
class TestStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void sqlGrowsReadOnly();
    void oneUndoBringsBackWhatStoodThere();
    void noAnswerBringsBackWhatStoodThere_data();
    void noAnswerBringsBackWhatStoodThere();
    void refusedSqlStaysWithItsMark();
    void retryBeginsAnew();
    void manySmallPiecesAreFewPictures();
    void followsTheEndUnlessScrolledAway();
    void stopsWhileTheSchemaIsRead();
    void stopsAtEachStep_data();
    void stopsAtEachStep();
    void errorsHaveTheirPlace_data();
    void errorsHaveTheirPlace();
    void refusedKeyNamesItsFile();
    void tryAgainAsksAgain();
    void rawAnswerIsShownLetterByLetter();
    void explanationIsShownLetterByLetter();
    void endlessWordsAreCut();
    void historyTellsOfTheAnswer();

private:
    template <typename T>
    T *find(const QString &name) const
    {
        return m_world->window->findChild<T *>(name);
    }
    QueryTab *tab() const { return m_world->window->currentTab(); }
    SqlEditor *editor() const { return tab()->editor(); }
    Banner *banner() const { return tab()->askPanel()->banner(); }
    Chip *chip(StepKind kind) const { return tab()->findChild<Chip *>(u"step%1"_s.arg(static_cast<int>(kind))); }
    query::AnswerStream *model() const { return m_world->provider.stream; }
    void ask(const QString &question) const;
    void tell(StepKind kind, StepState state) const { Q_EMIT model()->stepChanged({.kind = kind, .state = state}); }
    void write(const QString &sql) const { Q_EMIT model()->sqlArrived(sql); }
    void end(const query::Answer &answer) const;
    void fail(ErrorCode code, const QString &rawText = {}) const
    {
        end({.rawText = rawText, .error = Error{.code = code, .detail = u"for a reason"_s}});
    }

    std::unique_ptr<test::World> m_world;
};

void TestStream::init()
{
    m_world = std::make_unique<test::World>();
    m_world->provider.isThinking = true;
}

void TestStream::ask(const QString &question) const
{
    QPlainTextEdit *edit = tab()->askPanel()->questionBox()->edit();
    edit->setFocus();
    edit->setPlainText(question);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(model());
}

void TestStream::end(const query::Answer &answer) const
{
    Q_EMIT model()->finished(answer);
    QTRY_VERIFY(!tab()->isBusy());
}

void TestStream::sqlGrowsReadOnly()
{
    ask(u"Which parts?"_s);
    tell(StepKind::Sql, StepState::Running);
    QCOMPARE(chip(StepKind::Sql)->text(), u"writing SQL…"_s);
    QVERIFY(!editor()->isReadOnly());
    write(u"SELECT id"_s);
    QTRY_COMPARE(editor()->sql(), u"SELECT id"_s);
    QVERIFY(editor()->isReadOnly());
    QTest::keyClicks(editor(), u"x"_s);
    editor()->insertAtCursor(u"x"_s);
    write(u"SELECT id\nFROM parts"_s);
    QTRY_COMPARE(editor()->sql(), u"SELECT id\nFROM parts"_s);
    end({.sql = u"SELECT id\nFROM parts;"_s});
    QCOMPARE(editor()->sql(), u"SELECT id\nFROM parts;"_s);
    QVERIFY(!editor()->isReadOnly());
    QCOMPARE(chip(StepKind::Planned)->tone(), Tone::Ok);
    QVERIFY(find<QPushButton>(u"run"_s)->isEnabled());
}

void TestStream::oneUndoBringsBackWhatStoodThere()
{
    QTest::keyClicks(editor(), u"SELECT 1"_s);
    editor()->setSql(u"SELECT 2"_s);
    ask(u"Which parts?"_s);
    for (const auto &text : {u"S"_s, u"SEL"_s, u"SELECT id"_s}) {
        write(text);
        QTRY_COMPARE(editor()->sql(), text);
        editor()->undo(); // Not while the model writes.
        QCOMPARE(editor()->sql(), text);
    }
    end({.sql = u"SELECT id FROM parts"_s});
    editor()->undo();
    QCOMPARE(editor()->sql(), u"SELECT 2"_s);
    editor()->undo();
    QCOMPARE(editor()->sql(), u"SELECT 1"_s);
    editor()->redo();
    editor()->redo();
    QCOMPARE(editor()->sql(), u"SELECT id FROM parts"_s);
}

void TestStream::noAnswerBringsBackWhatStoodThere_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("stopped") << static_cast<int>(ErrorCode::Cancelled);
    QTest::newRow("cut") << static_cast<int>(ErrorCode::BadReply);
    QTest::newRow("connection broke") << static_cast<int>(ErrorCode::Network);
}

void TestStream::noAnswerBringsBackWhatStoodThere()
{
    QFETCH(const int, code);
    const QString own = u"-- mine\nSELECT 'ä🚚'\n"_s + u"\n"_s.repeated(60);
    editor()->setSql(own);
    editor()->setCursorPosition(1, 8);
    editor()->setFirstVisibleLine(1);
    editor()->undo();
    QVERIFY(editor()->isRedoAvailable());
    editor()->redo();
    editor()->setCursorPosition(1, 8);
    editor()->setFirstVisibleLine(1);
    ask(u"Which parts?"_s);
    write(u"SELECT half of it"_s);
    QTRY_COMPARE(editor()->sql(), u"SELECT half of it"_s);
    if (code == static_cast<int>(ErrorCode::Cancelled))
        QTest::mouseClick(find<QPushButton>(u"ask"_s), Qt::LeftButton);
    else
        fail(static_cast<ErrorCode>(code));
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(editor()->sql(), own);
    QVERIFY(!editor()->isReadOnly());
    int line = 0;
    int index = 0;
    editor()->getCursorPosition(&line, &index);
    QCOMPARE(line, 1);
    QCOMPARE(index, 8);
    QCOMPARE(editor()->firstVisibleLine(), 1);
    editor()->undo();
    QCOMPARE(editor()->sql(), QString());
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"Which parts?"_s);
}

void TestStream::refusedSqlStaysWithItsMark()
{
    m_world->runner.explainError = Error{
        .code = ErrorCode::SqlFailed, .detail = u"no such column"_s, .sqlState = u"42703"_s, .hint = {}, .position = 8};
    editor()->setSql(u"SELECT 1"_s);
    ask(u"Which parts?"_s);
    write(u"SELECT nme"_s);
    end({.sql = u"SELECT nme FROM parts"_s});
    QCOMPARE(editor()->sql(), u"SELECT nme FROM parts"_s);
    QVERIFY(editor()->hasErrorMark());
    QCOMPARE(chip(StepKind::Checked)->tone(), Tone::Ok);
    QCOMPARE(chip(StepKind::Planned)->tone(), Tone::Danger);
    editor()->undo();
    QCOMPARE(editor()->sql(), u"SELECT 1"_s);
}

void TestStream::retryBeginsAnew()
{
    ask(u"Which parts?"_s);
    write(u"SELECT first try"_s);
    QTRY_COMPARE(editor()->sql(), u"SELECT first try"_s);
    write(QString());
    QTRY_COMPARE(editor()->sql(), QString());
    write(u"WITH second AS"_s);
    QTRY_COMPARE(editor()->sql(), u"WITH second AS"_s);
}

void TestStream::manySmallPiecesAreFewPictures()
{
    QString sql;
    while (sql.size() < 65'536)
        sql += u"SELECT license_plate, count(*) FROM trucks -- line %1\n"_s.arg(sql.size());
    ask(u"Which parts?"_s);
    QSignalSpy changes(editor(), &QsciScintilla::textChanged);
    // All within one turn of the event loop: a picture for each would show as that many changes.
    for (qsizetype size = 1; size <= sql.size(); ++size)
        write(sql.left(size));
    QVERIFY2(changes.count() <= 3, qPrintable(QString::number(changes.count())));
    QTRY_COMPARE(editor()->sql(), sql);
}

void TestStream::followsTheEndUnlessScrolledAway()
{
    ask(u"Which parts?"_s);
    const auto lines = [](int count) { return u"SELECT 1\n"_s.repeated(count); };
    const auto last = [this] {
        return editor()->firstVisibleLine() + editor()->SendScintilla(QsciScintilla::SCI_LINESONSCREEN);
    };
    write(lines(50));
    QTRY_COMPARE(editor()->lines(), 51);
    QCOMPARE(last(), 51);
    write(lines(80));
    QTRY_COMPARE(editor()->lines(), 81);
    QCOMPARE(last(), 81);
    editor()->setFirstVisibleLine(10);
    write(lines(120));
    QTRY_COMPARE(editor()->lines(), 121);
    QCOMPARE(editor()->firstVisibleLine(), 10);
    editor()->setFirstVisibleLine(121);
    write(lines(130));
    QTRY_COMPARE(editor()->lines(), 131);
    QCOMPARE(last(), 131);
}

void TestStream::stopsWhileTheSchemaIsRead()
{
    m_world->source.isReading = true;
    tab()->ask(u"Which parts?"_s);
    QTRY_COMPARE(chip(StepKind::Schema)->tone(), Tone::Running);
    QTest::mouseClick(find<QPushButton>(u"ask"_s), Qt::LeftButton);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(find<QLabel>(u"statusMessage"_s)->text(), u"Stopped."_s);
    QCOMPARE(chip(StepKind::Schema)->text(), u"schema: stopped"_s);
}

void TestStream::stopsAtEachStep_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("text");
    QTest::newRow("tables") << static_cast<int>(StepKind::Tables) << u"tables: stopped"_s;
    QTest::newRow("examples") << static_cast<int>(StepKind::Examples) << u"examples: stopped"_s;
    QTest::newRow("sql") << static_cast<int>(StepKind::Sql) << u"SQL: stopped"_s;
    QTest::newRow("planned") << static_cast<int>(StepKind::Planned) << u"plan: stopped"_s;
}

void TestStream::stopsAtEachStep()
{
    QFETCH(const int, kind);
    editor()->setSql(u"SELECT 1"_s);
    ask(u"Which parts?"_s);
    m_world->runner.isPlanning = true;
    for (const auto step : {StepKind::Tables, StepKind::Examples, StepKind::Sql}) {
        tell(step, StepState::Running);
        if (static_cast<int>(step) == kind)
            break;
        tell(step, StepState::Done);
    }
    Chip *stopped = chip(static_cast<StepKind>(kind));
    if (kind == static_cast<int>(StepKind::Planned))
        Q_EMIT model()->finished({.sql = u"SELECT id FROM parts"_s, .explanation = u"Every part."_s});
    QTRY_VERIFY(stopped->isVisible() && stopped->tone() == Tone::Running);
    QTest::keyClick(tab()->askPanel()->questionBox()->edit(), Qt::Key_Escape);
    QTRY_VERIFY(!tab()->isBusy());
    QCOMPARE(find<QLabel>(u"statusMessage"_s)->text(), u"Stopped."_s);
    QVERIFY(banner()->text().isEmpty());
    QTEST(stopped->text(), "text");
    QCOMPARE(stopped->tone(), Tone::Warning);
    QCOMPARE(editor()->sql(), u"SELECT 1"_s);
    QVERIFY(!tab()->askPanel()->explanation()->isVisible());
    QCOMPARE(tab()->results()->findChild<QLabel *>(u"emptyText"_s)->text(),
             u"Ask again, or run the statement above with F5."_s);
}

void TestStream::errorsHaveTheirPlace_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("tone");
    QTest::addColumn<bool>("hasRetry");
    QTest::addColumn<bool>("hasDetails");
    const auto row = [](const char *name, ErrorCode code, Tone tone, bool hasRetry, bool hasDetails) {
        QTest::newRow(name) << static_cast<int>(code) << static_cast<int>(tone) << hasRetry << hasDetails;
    };
    row("network", ErrorCode::Network, Tone::Danger, true, false);
    row("timeout", ErrorCode::Timeout, Tone::Danger, true, false);
    row("status", ErrorCode::HttpStatus, Tone::Danger, true, true);
    row("bad reply", ErrorCode::BadReply, Tone::Danger, true, true);
    row("key", ErrorCode::ProviderAuth, Tone::Danger, false, false);
    row("unanswerable", ErrorCode::Unanswerable, Tone::Warning, false, true);
    row("rate limited", ErrorCode::RateLimited, Tone::Warning, false, false);
}

void TestStream::errorsHaveTheirPlace()
{
    QFETCH(const int, code);
    QFETCH(const bool, hasDetails);
    editor()->setSql(u"SELECT 1"_s);
    ask(u"Which parts?"_s);
    tell(StepKind::Sql, StepState::Running);
    fail(static_cast<ErrorCode>(code), hasDetails ? u"what came instead"_s : QString());
    QVERIFY(banner()->isVisible());
    QVERIFY2(banner()->text().contains(u"for a reason"), qPrintable(banner()->text()));
    QTEST(static_cast<int>(banner()->tone()), "tone");
    QTEST(banner()->findChild<QPushButton *>(u"bannerAction"_s)->isVisible(), "hasRetry");
    QCOMPARE(banner()->findChild<QToolButton *>(u"bannerMore"_s)->isVisible(), hasDetails);
    QCOMPARE(chip(StepKind::Sql)->tone(), Tone::Danger);
    QCOMPARE(tab()->askPanel()->questionBox()->question(), u"Which parts?"_s);
    QCOMPARE(editor()->sql(), u"SELECT 1"_s);
}

void TestStream::refusedKeyNamesItsFile()
{
    m_world->window->setSettingsFile(u"/home/anna/space/.env"_s);
    ask(u"Which parts?"_s);
    fail(ErrorCode::ProviderAuth);
    QVERIFY(banner()->text().contains(u"/home/anna/space/.env"));
}

void TestStream::tryAgainAsksAgain()
{
    ask(u"Which parts?"_s);
    const qint64 first = tab()->attemptId();
    fail(ErrorCode::Network);
    QTest::mouseClick(banner()->findChild<QPushButton *>(u"bannerAction"_s), Qt::LeftButton);
    QTRY_VERIFY(tab()->isBusy() && tab()->attemptId() != first);
    QTRY_VERIFY(model());
    QVERIFY(!banner()->isVisible());
    write(u"SELECT"_s);
    end({.sql = u"SELECT id FROM parts"_s});
    QCOMPARE(editor()->sql(), u"SELECT id FROM parts"_s);
}

void TestStream::rawAnswerIsShownLetterByLetter()
{
    const QString raw = u"<b>I cannot</b> <img src='http://example.org/x.png'>\nSELEC"_s;
    ask(u"Which parts?"_s);
    fail(ErrorCode::BadReply, raw);
    auto *details = banner()->findChild<QPlainTextEdit *>(u"bannerDetails"_s);
    auto *more = banner()->findChild<QToolButton *>(u"bannerMore"_s);
    QVERIFY(!details->isVisible());
    QTest::mouseClick(more, Qt::LeftButton);
    QVERIFY(details->isVisible());
    QVERIFY(details->isReadOnly());
    QCOMPARE(details->toPlainText(), raw);
    details->selectAll();
    QCOMPARE(details->textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n'), raw);
    QTest::mouseClick(more, Qt::LeftButton);
    QVERIFY(!details->isVisible());
    // Another answer, another text; and one too long to lay out is cut, and says so.
    ask(u"Which parts?"_s);
    fail(ErrorCode::BadReply, QString(100'000, u'x'));
    QTest::mouseClick(more, Qt::LeftButton);
    QVERIFY(details->toPlainText().size() < 40'000);
    QVERIFY(details->toPlainText().endsWith(u"characters more"));
}

void TestStream::explanationIsShownLetterByLetter()
{
    const QString words = u"<i>All</i> parts & <script>alert(1)</script>"_s;
    ask(u"Which parts?"_s);
    end({.sql = u"SELECT id FROM parts"_s, .explanation = words});
    auto *label = find<QLabel>(u"explanationText"_s);
    QTRY_COMPARE(label->text(), words);
    QCOMPARE(label->textFormat(), Qt::PlainText);
    // A tool tip takes what looks like HTML for HTML, unless told otherwise.
    QVERIFY(chip(StepKind::Sql)->toolTip().contains(u"&lt;script&gt;"));
    QTest::mouseClick(chip(StepKind::Sql), Qt::LeftButton);
    QCOMPARE(find<QPlainTextEdit>(u"stepDetail"_s)->toPlainText(), words);
}

void TestStream::endlessWordsAreCut()
{
    const QString words = u"word\n"_s.repeated(10'000);
    // On a small screen the window begins lower than all this at once needs.
    m_world->window->resize(1280, 800);
    const int height = m_world->window->height();
    ask(u"Which parts?"_s);
    end({.sql = u"SELECT id FROM parts"_s, .explanation = words});
    QTest::mouseClick(find<QToolButton>(u"explanationMore"_s), Qt::LeftButton);
    QVERIFY(tab()->askPanel()->explanation()->text().endsWith(u"word…"));
    QTest::mouseClick(chip(StepKind::Sql), Qt::LeftButton);
    QCOMPARE(find<QPlainTextEdit>(u"stepDetail"_s)->toPlainText(), words);
    ask(u"Which parts?"_s);
    end({.error = Error{.code = ErrorCode::Unanswerable, .detail = u"reason "_s.repeated(10'000)}});
    QVERIFY(banner()->text().endsWith(u'…') && banner()->text().size() < 700);
    QTest::mouseClick(banner()->findChild<QToolButton *>(u"bannerMore"_s), Qt::LeftButton);
    QVERIFY(banner()->findChild<QPlainTextEdit *>(u"bannerDetails"_s)->toPlainText().size() > 30'000);
    QCoreApplication::processEvents();
    QCOMPARE(m_world->window->height(), height);
}

void TestStream::historyTellsOfTheAnswer()
{
    ask(u"Which parts?"_s);
    end({.sql = u"SELECT id FROM parts"_s,
         .explanation = u"Every part that there is."_s,
         .tables = {u"parts"_s},
         .examples = {{.name = u"all_parts"_s, .similarity = 0.8}}});
    QTest::keySequence(m_world->window.get(), Qt::CTRL | Qt::Key_W);
    QVERIFY(tab()->isBlank());
    auto *list = find<QListView>(u"historyList"_s);
    // The list is read anew a moment after each change: wait until it knows of the answer.
    const auto told = [list] { return list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(); };
    QTRY_VERIFY2(told().contains(u"not run"), qPrintable(told()));
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(editor()->sql(), u"SELECT id FROM parts"_s);
    QCOMPARE(tab()->askPanel()->explanation()->text(), u"Every part that there is."_s);
    QCOMPARE(chip(StepKind::Tables)->text(), u"1 table"_s);
    QCOMPARE(chip(StepKind::Examples)->text(), u"1 example"_s);
    QCOMPARE(chip(StepKind::Sql)->tone(), Tone::Ok);
    QCOMPARE(chip(StepKind::Planned)->text(), u"plan ok"_s);
}

QTEST_MAIN(TestStream)
#include "tst_stream.moc"
