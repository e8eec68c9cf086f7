// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/StyleSheet.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QPalette>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace sqlai::ui;
using namespace Qt::StringLiterals;

namespace {

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

/// By WCAG 2: from 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

}

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeRead_data();
    void textCanBeRead();
    void styleSheetKnowsItsColours();
    void schemeIsTakenFromThePalette();
    void changingTheSchemeChangesTheApplication();
    void everyIconIsPaintedInItsInk_data();
    void everyIconIsPaintedInItsInk();
};

void TestTheme::textCanBeRead_data()
{
    QTest::addColumn<QColor>("ink");
    QTest::addColumn<QColor>("ground");
    QTest::addColumn<double>("least");
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
        const Colours &c = coloursOf(scheme);
        const char *name = scheme == Scheme::Light ? "light" : "dark";
        const auto add = [name](const char *what, const QColor &ink, const QColor &ground, double least) {
            QTest::addRow("%s %s", name, what) << ink << ground << least;
        };
        for (const QColor &ground : {c.window, c.surface, c.raised, c.otherRow, c.selection}) {
            add(qPrintable(u"text on "_s + ground.name()), c.text, ground, 4.5);
            add(qPrintable(u"muted on "_s + ground.name()), c.muted, ground, 4.5);
        }
        add("button", c.onAccent, c.accent, 4.5);
        add("running", c.accent, c.accentSoft, 4.5);
        add("ok", c.ok, c.okSoft, 4.5);
        add("warning", c.warning, c.warningSoft, 4.5);
        add("warning on surface", c.warning, c.surface, 4.5);
        add("danger", c.danger, c.dangerSoft, 4.5);
        for (const QColor &ink : {c.sqlKeyword, c.sqlString, c.sqlNumber, c.sqlComment})
            add(qPrintable(u"SQL "_s + ink.name()), ink, c.surface, 4.5);
        add("input border", c.inputBorder, c.surface, 3);
    }
}

void TestTheme::textCanBeRead()
{
    QFETCH(const QColor, ink);
    QFETCH(const QColor, ground);
    QFETCH(const double, least);
    QCOMPARE_GE(contrast(ink, ground), least);
}

void TestTheme::styleSheetKnowsItsColours()
{
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
        const QString sheet = styleSheet(coloursOf(scheme));
        QVERIFY2(!sheet.contains(u'@'), "a colour's name was left in the sheet");
        QVERIFY(sheet.contains(coloursOf(scheme).accentSoft.name()));
    }
}

void TestTheme::schemeIsTakenFromThePalette()
{
    QCOMPARE(Theme::schemeOf(QPalette(Qt::black, Qt::white)), Scheme::Light);
    QCOMPARE(Theme::schemeOf(QPalette(Qt::white, Qt::black)), Scheme::Dark);
}

void TestTheme::changingTheSchemeChangesTheApplication()
{
    Theme theme;
    theme.setScheme(Scheme::Light);
    theme.apply();
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setScheme(Scheme::Dark);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(QApplication::palette().color(QPalette::Window), coloursOf(Scheme::Dark).window);
    theme.setScheme(Scheme::Dark);
    QCOMPARE(changed.count(), 1);
    theme.setScheme(Scheme::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), coloursOf(Scheme::Light).window);
}

void TestTheme::everyIconIsPaintedInItsInk_data()
{
    QTest::addColumn<QString>("name");
    const Theme theme; // Brings the resources in.
    const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 10);
    for (const QString &file : files) {
        if (file != u"sql-ai-agent.svg")
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }
}

void TestTheme::everyIconIsPaintedInItsInk()
{
    QFETCH(const QString, name);
    Theme theme;
    const QIcon icon = theme.icon(name, Ink::Accent);
    QVERIFY(!icon.isNull());
    for (const auto scheme : {Scheme::Light, Scheme::Dark}) {
        theme.setScheme(scheme);
        const QImage image = icon.pixmap(QSize(64, 64)).toImage().convertToFormat(QImage::Format_ARGB32);
        const QRgb wanted = theme.colours().accent.rgba();
        int found = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                found += image.pixel(x, y) == wanted ? 1 : 0;
        }
        QCOMPARE_GT(found, 20);
    }
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
