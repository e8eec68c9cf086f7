// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/Identifier.h"
#include "ui/editor/RunBar.h"
#include "ui/editor/SqlEditor.h"
#include "ui/editor/SqlWords.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace sqlai::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int errorIndicator = 8;

/// The characters that carry the error's squiggle.
QString markedText(const SqlEditor &editor)
{
    const QByteArray text = editor.sql().toUtf8();
    QByteArray marked;
    for (int i = 0; i < text.size(); ++i) {
        if (editor.SendScintilla(QsciScintilla::SCI_INDICATORVALUEAT, errorIndicator, static_cast<long>(i)) != 0)
            marked += text[i];
    }
    return QString::fromUtf8(marked);
}

}

class TestEditor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.apply(); }
    void init();
    void newTextCanBeUndone();
    void longLineTakesItsScrollBarAlong();
    void escapeIsTheWindows();
    void marksTheWordAtThePosition_data();
    void marksTheWordAtThePosition();
    void typingTakesTheMarkAway();
    void controlReturnRuns();
    void insertsAtTheCursor();
    void coloursPostgresWords_data();
    void coloursPostgresWords();
    void wordListsAreClean();
    void runBarRunsAndStops();

private:
    Theme m_theme;
    std::unique_ptr<SqlEditor> m_editor;
};

void TestEditor::init()
{
    m_editor = std::make_unique<SqlEditor>(m_theme);
    m_editor->resize(600, 200);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
}

void TestEditor::newTextCanBeUndone()
{
    QTest::keyClicks(m_editor.get(), u"SELECT 1"_s);
    m_editor->setSql(u"SELECT 2"_s);
    QCOMPARE(m_editor->sql(), u"SELECT 2"_s);
    m_editor->undo();
    QCOMPARE(m_editor->sql(), u"SELECT 1"_s);
}

void TestEditor::longLineTakesItsScrollBarAlong()
{
    const QScrollBar *bar = m_editor->horizontalScrollBar();
    m_editor->setSql(u"SELECT "_s + u"long_name, "_s.repeated(100));
    QTRY_VERIFY(bar->isVisible());
    m_editor->setCursorPosition(0, 1000);
    m_editor->setSql(u"SELECT 1"_s);
    QTRY_VERIFY(!bar->isVisible());
    QCOMPARE(m_editor->SendScintilla(QsciScintilla::SCI_GETXOFFSET), 0);
}

void TestEditor::escapeIsTheWindows()
{
    QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
    override.ignore();
    QCoreApplication::sendEvent(m_editor.get(), &override);
    QVERIFY(!override.isAccepted());
}

void TestEditor::marksTheWordAtThePosition_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("position");
    QTest::addColumn<QString>("marked");
    QTest::newRow("word") << u"SELECT nme FROM t"_s << 8 << u"nme"_s;
    QTest::newRow("qualified") << u"SELECT t.nme FROM t"_s << 8 << u"t.nme"_s;
    QTest::newRow("sign") << u"SELECT 1 +* 2"_s << 11 << u"*"_s;
    QTest::newRow("second line") << u"SELECT 1,\n  nme\nFROM t"_s << 13 << u"nme"_s;
    QTest::newRow("behind two-byte letters") << u"SELECT 'äöü', nme"_s << 15 << u"nme"_s;
    QTest::newRow("behind an emoji") << u"SELECT '🚚', nme"_s << 13 << u"nme"_s;
    QTest::newRow("beyond the end") << u"SELECT"_s << 99 << QString();
    QTest::newRow("none") << u"SELECT"_s << 0 << QString();
}

void TestEditor::marksTheWordAtThePosition()
{
    QFETCH(const QString, sql);
    QFETCH(const int, position);
    m_editor->setSql(sql);
    m_editor->markError(position);
    QTEST(markedText(*m_editor), "marked");
    QCOMPARE(m_editor->sql(), sql);
}

void TestEditor::typingTakesTheMarkAway()
{
    m_editor->setSql(u"SELECT nme"_s);
    m_editor->markError(8);
    QVERIFY(m_editor->hasErrorMark());
    QTest::keyClicks(m_editor.get(), u" "_s);
    QVERIFY(!m_editor->hasErrorMark());
    QCOMPARE(markedText(*m_editor), QString());
}

void TestEditor::controlReturnRuns()
{
    QSignalSpy wanted(m_editor.get(), &SqlEditor::runRequested);
    m_editor->setSql(u"SELECT 1"_s);
    QTest::keyClick(m_editor.get(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(m_editor->sql(), u"SELECT 1"_s);
}

void TestEditor::insertsAtTheCursor()
{
    m_editor->setSql(u"SELECT  FROM t"_s);
    m_editor->setCursorPosition(0, 7);
    m_editor->insertAtCursor(u"name"_s);
    QCOMPARE(m_editor->sql(), u"SELECT name FROM t"_s);
}

void TestEditor::coloursPostgresWords_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<int>("style");
    QTest::newRow("keyword") << u"lateral"_s << int(QsciLexerSQL::Keyword);
    QTest::newRow("keyword, other case") << u"SELECT"_s << int(QsciLexerSQL::Keyword);
    QTest::newRow("function") << u"date_trunc"_s << int(QsciLexerSQL::KeywordSet5);
    QTest::newRow("name") << u"trucks"_s << int(QsciLexerSQL::Identifier);
    QTest::newRow("string") << u"'x'"_s << int(QsciLexerSQL::SingleQuotedString);
    QTest::newRow("backslash is no escape") << u"'\\' 1"_s << int(QsciLexerSQL::SingleQuotedString);
    QTest::newRow("number") << u"42"_s << int(QsciLexerSQL::Number);
    QTest::newRow("comment") << u"-- x"_s << int(QsciLexerSQL::CommentLine);
}

void TestEditor::coloursPostgresWords()
{
    QFETCH(const QString, sql);
    m_editor->setSql(sql);
    m_editor->SendScintilla(QsciScintilla::SCI_COLOURISE, 0UL, -1L);
    QTEST(static_cast<int>(m_editor->SendScintilla(QsciScintilla::SCI_GETSTYLEAT, 0UL)), "style");
}

void TestEditor::wordListsAreClean()
{
    for (const char *list : {sqlai::sql::reservedWords(), sqlKeywords(), sqlFunctions()}) {
        const QStringList words = QString::fromLatin1(list).split(u' ');
        for (const QString &word : words)
            QVERIFY2(!word.isEmpty() && word == word.toLower(), qPrintable(word));
    }
    const QStringList keywords = QString::fromLatin1(sqlKeywords()).split(u' ');
    const QStringList reserved = QString::fromLatin1(sqlai::sql::reservedWords()).split(u' ');
    for (const QString &word : reserved)
        QVERIFY2(keywords.contains(word), qPrintable(word));
}

void TestEditor::runBarRunsAndStops()
{
    RunBar bar(m_theme);
    bar.setTimeLimit(std::chrono::seconds(30));
    bar.show();
    auto *button = bar.findChild<QPushButton *>(u"run"_s);
    QSignalSpy run(&bar, &RunBar::runRequested);
    QSignalSpy stop(&bar, &RunBar::stopRequested);
    QVERIFY(!button->isEnabled());
    bar.setState(RunBar::State::Runnable);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(run.count(), 1);
    bar.setState(RunBar::State::Busy);
    QCOMPARE(button->text(), u"Stop"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(stop.count(), 1);
    QCOMPARE(run.count(), 1);
    QVERIFY(bar.findChild<QLabel *>(u"timeLimit"_s)->text().contains(u"30"));
}

QTEST_MAIN(TestEditor)
#include "tst_editor.moc"
