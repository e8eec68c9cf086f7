// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/CellDelegate.h"
#include "ui/results/ResultModel.h"
#include "ui/results/ResultTable.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTest>

#include <memory>
#include <optional>

using namespace sqlai;
using namespace sqlai::ui;
using namespace Qt::StringLiterals;

namespace {

const table::Columns columns{{.name = u"plate"_s, .typeOid = 25, .typeName = u"text"_s},
                             {.name = u"cost"_s, .typeOid = 1700, .typeName = u"numeric(10,2)"_s}};

std::shared_ptr<table::RowBatch> rowsOf(const QList<QList<std::optional<QByteArray>>> &values)
{
    auto rows = std::make_shared<table::RowBatch>(2);
    for (const auto &row : values) {
        for (const auto &cell : row)
            rows->append(cell ? std::optional<QByteArrayView>(*cell) : std::nullopt);
        rows->endRow();
    }
    return rows;
}

}

namespace {

/// Counts how many cells are measured.
class CountingDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        ++measured;
        return {100, 26};
    }

    mutable int measured = 0;
};

}

class TestResultModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsOnePage();
    void nullIsNotEmpty();
    void numbersStandRight();
    void titlesTellTheirType();
    void longTextIsCut();
    void tipShowsTagsAsText();
    void copiesWhatIsSelected();
    void columnsFitTheirContent();
    void wideResultIsMeasuredInPart();
    void longTextIsMeasuredInPart();
    void oneColumnStaysNearItsNumbers();
};

void TestResultModel::holdsOnePage()
{
    ResultModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setPage(columns, rowsOf({{"a", "1"}, {"b", "2"}}), 501);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.index(1, 0).data().toString(), u"b"_s);
    QCOMPARE(model.headerData(1, Qt::Vertical, Qt::DisplayRole).toString(), u"502"_s);
    model.setPage(columns, rowsOf({{"c", "3"}}), 1001);
    QCOMPARE(model.rowCount(), 1);
    model.clear();
    QCOMPARE(model.columnCount(), 0);
}

void TestResultModel::nullIsNotEmpty()
{
    ResultModel model;
    model.setPage(columns, rowsOf({{std::nullopt, ""}}), 1);
    QVERIFY(model.index(0, 0).data(ResultModel::NullRole).toBool());
    QVERIFY(!model.index(0, 1).data(ResultModel::NullRole).toBool());
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"NULL"_s);
    QCOMPARE(model.index(0, 1).data(Qt::AccessibleTextRole).toString(), QString());

    // They also look different.
    Theme theme;
    theme.apply();
    ResultTable table(theme, &model);
    table.resize(400, 120);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    const auto look = [&](int column) {
        const QRect cell = table.visualRect(model.index(0, column));
        return table.viewport()->grab(QRect(cell.topLeft() + QPoint(4, 2), QSize(60, 20))).toImage();
    };
    QVERIFY(look(0) != look(1));
}

void TestResultModel::numbersStandRight()
{
    ResultModel model;
    model.setPage(columns, rowsOf({{"a", "1.50"}}), 1);
    const auto alignment = [](const QVariant &value) { return Qt::Alignment(value.toInt()); };
    QVERIFY(alignment(model.index(0, 1).data(Qt::TextAlignmentRole)).testFlag(Qt::AlignRight));
    QVERIFY(alignment(model.headerData(1, Qt::Horizontal, Qt::TextAlignmentRole)).testFlag(Qt::AlignRight));
    QVERIFY(alignment(model.index(0, 0).data(Qt::TextAlignmentRole)).testFlag(Qt::AlignLeft));
    QVERIFY(alignment(model.headerData(0, Qt::Horizontal, Qt::TextAlignmentRole)).testFlag(Qt::AlignLeft));
}

void TestResultModel::titlesTellTheirType()
{
    ResultModel model;
    model.setPage(columns, rowsOf({}), 1);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"cost"_s);
    QVERIFY(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString().contains(u"numeric(10,2)"));
}

void TestResultModel::longTextIsCut()
{
    const QString value = u"ä"_s.repeated(2000);
    ResultModel model;
    model.setPage(columns, rowsOf({{value.toUtf8(), "1"}}), 1);
    const QString shown = model.index(0, 0).data().toString();
    QCOMPARE_LT(shown.size(), 450);
    QVERIFY(shown.endsWith(u'…'));
    QVERIFY(!shown.contains(QChar::ReplacementCharacter));
    QCOMPARE(model.index(0, 0).data(ResultModel::ValueRole).toString(), value);
    model.setPage(columns, rowsOf({{"two\nlines", "1"}}), 1);
    QCOMPARE(model.index(0, 0).data().toString(), u"two↵lines"_s);
}

void TestResultModel::tipShowsTagsAsText()
{
    ResultModel model;
    model.setPage(columns, rowsOf({{"<img src='file:///etc/passwd'> is only text here", "1"}}), 1);
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(u"&lt;img"));
}

void TestResultModel::copiesWhatIsSelected()
{
    Theme theme;
    ResultModel model;
    model.setPage(columns, rowsOf({{"a\tb", "1"}, {std::nullopt, "2"}, {"c", "3"}}), 1);
    ResultTable table(theme, &model);
    table.show();
    table.selectionModel()->select(QItemSelection(model.index(0, 0), model.index(1, 1)), QItemSelectionModel::Select);
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"a b\t1\n\t2"_s);
    // A single value keeps its own tabs and lines.
    table.selectionModel()->select(model.index(0, 0), QItemSelectionModel::ClearAndSelect);
    table.copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"a\tb"_s);
}

void TestResultModel::columnsFitTheirContent()
{
    Theme theme;
    theme.apply();
    ResultModel model;
    model.setPage(columns, rowsOf({{QByteArray(300, 'x'), "1"}}), 1);
    ResultTable table(theme, &model);
    table.show();
    table.fitColumns(0);
    QCOMPARE(table.columnWidth(0), 320);
    QCOMPARE_LT(table.columnWidth(1), 150);
    QCOMPARE_GE(table.columnWidth(1), 72);
    // A narrow result spreads, but not from edge to edge.
    model.setPage(columns, rowsOf({{"x", "1"}}), 1);
    table.fitColumns(0);
    const int narrow = table.columnWidth(0);
    table.fitColumns(2000);
    QCOMPARE_GT(table.columnWidth(0), narrow);
    QCOMPARE_LT(table.columnWidth(0), 320);
}

void TestResultModel::wideResultIsMeasuredInPart()
{
    constexpr int width = 40;
    const table::Columns many(width, columns.first());
    auto rows = std::make_shared<table::RowBatch>(width);
    for (int row = 0; row < 500; ++row) {
        for (int column = 0; column < width; ++column)
            rows->append(QByteArrayView("x"));
        rows->endRow();
    }
    Theme theme;
    ResultModel model;
    model.setPage(many, rows, 1);
    CountingDelegate delegate;
    ResultTable table(theme, &model);
    table.setItemDelegate(&delegate);
    table.fitColumns(800);
    QCOMPARE_GT(delegate.measured, 0);
    QCOMPARE_LE(delegate.measured, 50 * width);
}

void TestResultModel::longTextIsMeasuredInPart()
{
    Theme theme;
    ResultModel model;
    model.setPage(columns, rowsOf({{QByteArray(400, 'x'), "1"}, {QByteArray(100, 'x'), "1"}}), 1);
    const CellDelegate delegate(theme);
    const QStyleOptionViewItem option;
    QCOMPARE(delegate.sizeHint(option, model.index(0, 0)), delegate.sizeHint(option, model.index(1, 0)));
}

void TestResultModel::oneColumnStaysNearItsNumbers()
{
    Theme theme;
    theme.apply();
    ResultModel model;
    model.setPage({columns.last()}, rowsOf({}), 1);
    ResultTable table(theme, &model);
    table.resize(900, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowExposed(&table));
    table.fitColumns(900);
    QCOMPARE_LT(table.columnWidth(0), 250);
}

QTEST_MAIN(TestResultModel)
#include "tst_result_model.moc"
