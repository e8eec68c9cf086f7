// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/schema/SchemaDelegate.h"
#include "ui/schema/SchemaModel.h"
#include "ui/schema/SchemaPanel.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <algorithm>
#include <limits>
#include <memory>

using namespace sqlai::ui;
using namespace Qt::StringLiterals;
namespace schema = sqlai::schema;

namespace {

/// What a person feels; sanitizers slow everything down several times.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 feltMilliseconds = 1'000;
#else
constexpr qint64 feltMilliseconds = 100;
#endif

schema::Schema fleet()
{
    const schema::Column id{.name = u"id"_s, .type = u"bigint"_s, .isNullable = false};
    return {.tables = {{.schema = u"fleet"_s,
                        .name = u"trucks"_s,
                        .columns = {id, {.name = u"license_plate"_s, .type = u"text"_s}},
                        .primaryKey = {u"id"_s},
                        .comment = u"Every truck <we> own"_s,
                        .estimatedRows = 2400},
                       {.schema = u"fleet"_s, .name = u"busy"_s, .kind = schema::RelationKind::View, .columns = {id}},
                       {.schema = u"operations"_s,
                        .name = u"Odd Name"_s,
                        .columns = {id,
                                    {.name = u"truck_id"_s, .type = u"bigint"_s},
                                    {.name = u"at"_s, .type = u"timestamp with time zone"_s}},
                        .foreignKeys = {{.columns = {u"truck_id"_s},
                                         .targetSchema = u"fleet"_s,
                                         .targetTable = u"trucks"_s,
                                         .targetColumns = {u"id"_s}}},
                        .estimatedRows = 250'000}},
            .searchPath = {u"fleet"_s}};
}

}

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.apply(); }
    void modelIsATree();
    void detailsAreShort();
    void filterFindsTablesAndColumns();
    void tenThousandTablesFilterAtOnce();
    void numbersAreWholeOrAbsent();
    void doubleClickChoosesAName();
    void returnChoosesAName();
    void emptyPlacesSayWhy();

private:
    Theme m_theme;
};

void TestSchema::modelIsATree()
{
    SchemaModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setSchema(fleet());
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex operations = model.index(1, 0);
    QCOMPARE(operations.data().toString(), u"operations"_s);
    const QModelIndex table = model.index(0, 0, operations);
    QCOMPARE(table.data().toString(), u"Odd Name"_s);
    QCOMPARE(model.rowCount(table), 3);
    const QModelIndex column = model.index(2, 0, table);
    QCOMPARE(column.parent(), table);
    QCOMPARE(column.parent().parent(), operations);
    model.setFilter(u"truck"_s);
    model.setFilter({});
    QCOMPARE(model.rowCount(), 2);
}

void TestSchema::detailsAreShort()
{
    SchemaModel model;
    model.setSchema(fleet());
    const QModelIndex trucks = model.index(0, 0, model.index(0, 0));
    const QModelIndex odd = model.index(0, 0, model.index(1, 0));
    const auto detail = [](const QModelIndex &index) { return index.data(SchemaModel::DetailRole).toString(); };
    QCOMPARE(detail(model.index(0, 0)), u"2"_s);
    QCOMPARE(detail(trucks), u"2,400"_s);
    QCOMPARE(detail(odd), u"250 k"_s);
    QCOMPARE(detail(model.index(1, 0, model.index(0, 0))), u"view"_s);
    QCOMPARE(detail(model.index(1, 0, odd)), u"bigint →"_s);
    QCOMPARE(detail(model.index(2, 0, odd)), u"timestamptz"_s);
    QVERIFY(trucks.data(Qt::ToolTipRole).toString().contains(u"Every truck &lt;we&gt; own"));
    QVERIFY(model.index(1, 0, odd).data(Qt::ToolTipRole).toString().contains(u"fleet.trucks"));
}

void TestSchema::filterFindsTablesAndColumns()
{
    SchemaModel model;
    model.setSchema(fleet());
    model.setFilter(u"TRUCK"_s);
    // The table by its name with all its columns, the other one for a single column.
    const QModelIndex fleetSchema = model.index(0, 0);
    QCOMPARE(model.rowCount(fleetSchema), 1);
    QCOMPARE(model.rowCount(model.index(0, 0, fleetSchema)), 2);
    const QModelIndex odd = model.index(0, 0, model.index(1, 0));
    QCOMPARE(model.rowCount(odd), 1);
    QCOMPARE(model.index(0, 0, odd).data().toString(), u"truck_id"_s);
    model.setFilter(u"zzz"_s);
    QVERIFY(model.isEmpty());
}

void TestSchema::tenThousandTablesFilterAtOnce()
{
    schema::Schema big;
    for (int i = 0; i < 10'000; ++i) {
        schema::Table table{.schema = u"s%1"_s.arg(i / 100, 3, 10, QChar(u'0')), .name = u"table_%1"_s.arg(i)};
        for (int c = 0; c < 12; ++c)
            table.columns.append({.name = u"column_%1_of_%2"_s.arg(c).arg(i), .type = u"text"_s});
        big.tables.append(table);
    }
    SchemaModel model;
    model.setSchema(big);
    // The best of several, since other programs may want the processor too.
    qint64 best = std::numeric_limits<qint64>::max();
    for (int round = 0; round < 5; ++round) {
        model.setFilter({});
        QElapsedTimer watch;
        watch.start();
        model.setFilter(u"column_7_of_4321"_s);
        best = std::min(best, watch.elapsed());
    }
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE_LT(best, feltMilliseconds);
}

void TestSchema::numbersAreWholeOrAbsent()
{
    const QFontMetrics metrics(m_theme.font(FontRole::Tiny));
    const int room = metrics.horizontalAdvance(u"12,400"_s) + 2;
    QCOMPARE(fittingDetail(u"12,400"_s, metrics, room), u"12,400"_s);
    QCOMPARE(fittingDetail(u"12,400"_s, metrics, room - 1), QString());
    QVERIFY(fittingDetail(u"timestamptz"_s, metrics, room).endsWith(u'…'));
    QCOMPARE(fittingDetail(u"timestamptz"_s, metrics, -5), QString());
}

void TestSchema::returnChoosesAName()
{
    SchemaPanel panel(m_theme);
    panel.setSchema(fleet());
    panel.show();
    QSignalSpy chosen(&panel, &SchemaPanel::nameChosen);
    auto *tree = panel.findChild<QTreeView *>(u"schemaTree"_s);
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
    QTest::keyClick(tree, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), u"trucks"_s);
}

void TestSchema::doubleClickChoosesAName()
{
    SchemaPanel panel(m_theme);
    panel.resize(216, 500);
    panel.setSchema(fleet());
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    QSignalSpy chosen(&panel, &SchemaPanel::nameChosen);
    auto *tree = panel.findChild<QTreeView *>(u"schemaTree"_s);
    const auto doubleClick = [&](const QModelIndex &index) {
        const QPoint place = tree->visualRect(index).center();
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, place);
        QTest::mouseDClick(tree->viewport(), Qt::LeftButton, {}, place);
    };
    const QAbstractItemModel *model = tree->model();
    doubleClick(model->index(0, 0, model->index(0, 0)));
    QCOMPARE(chosen.last().first().toString(), u"trucks"_s);
    // Outside the search_path the schema is needed.
    doubleClick(model->index(0, 0, model->index(1, 0)));
    QCOMPARE(chosen.last().first().toString(), u"operations.\"Odd Name\""_s);
}

void TestSchema::emptyPlacesSayWhy()
{
    SchemaPanel panel(m_theme);
    panel.show();
    auto *title = panel.findChild<QLabel *>(u"emptyTitle"_s);
    QVERIFY(title->isVisibleTo(&panel));
    QCOMPARE(title->text(), u"No tables yet"_s);
    panel.setSchema(fleet());
    QVERIFY(!title->isVisible());
    auto *field = panel.findChild<QLineEdit *>(u"schemaFilter"_s);
    QTest::keyClicks(field, u"zzz"_s);
    QCOMPARE(title->text(), u"Nothing found"_s);
    QVERIFY(title->isVisible());
    QTRY_VERIFY(panel.findChild<QPushButton *>(u"choice0"_s)->isVisible());
    QTest::mouseClick(panel.findChild<QPushButton *>(u"choice0"_s), Qt::LeftButton);
    QVERIFY(field->text().isEmpty());
    QVERIFY(!title->isVisible());
}

QTEST_MAIN(TestSchema)
#include "tst_schema.moc"
