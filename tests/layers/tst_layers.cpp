// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layers/LayerRules.h"

#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using sqlai::tests::Include;
using sqlai::tests::includesOf;
using sqlai::tests::LayerRules;

namespace {

/// Every #include of the folders that the rules are about.
QList<Include> includesOfProject(const QString &root)
{
    QList<Include> includes;
    for (const QString &layer : {u"core"_s, u"ui"_s, u"app"_s}) {
        QDirIterator files(root + u'/' + layer, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("%s cannot be read", qPrintable(file.fileName()));
            includes += includesOf(file.fileName().mid(root.size() + 1), QString::fromUtf8(file.readAll()));
        }
    }
    return includes;
}

}

class TestLayers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void projectHoldsTheLayers();
    void complaint_data();
    void complaint();
    void readsIncludes();

private:
    const LayerRules m_rules{QLibraryInfo::path(QLibraryInfo::HeadersPath)};
};

void TestLayers::projectHoldsTheLayers()
{
    const QString root = qEnvironmentVariable("SQLAI_SOURCE_DIR");
    const auto includes = includesOfProject(root);
    QVERIFY2(includes.size() > 100, "the project's sources were not found");
    // Without Qt's headers every header would pass for a foreign one.
    QCOMPARE(m_rules.qtModulesOf(u"QWidget"_s), QStringList{u"QtWidgets"_s});

    int complaints = 0;
    for (const Include &include : includes) {
        const QString complaint = m_rules.complaint(include);
        if (complaint.isEmpty())
            continue;
        ++complaints;
        // One message a complaint: Qt Test cuts long ones.
        qWarning("%s:%d: %s", qUtf8Printable(include.file), include.line, qUtf8Printable(complaint));
    }
    QCOMPARE(complaints, 0);
}

void TestLayers::complaint_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char *name, const char *file, const char *line, const char *complaint = "") {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(line) << QString::fromLatin1(complaint);
    };

    row("own folder", "core/pg/PgPool.h", "#include \"core/pg/PgSession.h\"");
    row("base for all", "core/sql/SqlGuard.h", "#include \"core/base/Result.h\"");
    row("report for all", "core/sql/SqlGuard.h", "#include \"core/report/Verdict.h\"");
    row("base stands alone", "core/base/Actor.h", "#include \"core/report/Attempt.h\"",
        "core/base may not include core/report/Attempt.h");
    row("report takes base alone", "core/report/Plan.h", "#include \"core/table/Column.h\"",
        "core/report may not include core/table/Column.h");
    row("allowed by the table", "core/pg/PgPool.h", "#include \"core/sql/CheckedSql.h\"");
    row("against the table", "core/sql/SqlGuard.h", "#include \"core/pg/PgPool.h\"",
        "core/sql may not include core/pg/PgPool.h");
    row("one header of a folder", "core/storage/Store.h", "#include \"core/net/Ledger.h\"");
    row("its neighbour", "core/storage/Store.h", "#include \"core/net/HttpClient.h\"",
        "core/storage may not include core/net/HttpClient.h");
    row("schema reads through the interface", "core/schema/SchemaReader.cpp", "#include \"core/pg/QueryRunner.h\"");
    row("schema goes round it", "core/schema/SchemaReader.cpp", "#include \"core/pg/PgPool.h\"",
        "core/schema may not include core/pg/PgPool.h");
    row("query does not know operations", "core/query/Flow.h", "#include \"core/operations/Health.h\"",
        "core/query may not include core/operations/Health.h");
    row("operations does not know query", "core/operations/Health.h", "#include \"core/query/Flow.h\"",
        "core/operations may not include core/query/Flow.h");
    row("a folder without a row", "core/extras/Thing.h", "#include \"core/base/Result.h\"",
        "core/extras has no row in the layer table");
    row("core does not know the window", "core/query/Flow.h", "#include \"ui/MainWindow.h\"",
        "core may not include ui");

    row("window acts through a service", "ui/ask/AskPanel.h", "#include \"core/query/QueryService.h\"");
    row("window goes behind the service", "ui/ask/AskPanel.h", "#include \"core/query/RunFlow.h\"",
        "ui may not include core/query/RunFlow.h");
    row("window on the wire", "ui/ask/AskPanel.h", "#include \"core/pg/QueryRunner.h\"",
        "ui may not include core/pg/QueryRunner.h");
    row("window in the store", "ui/ask/AskPanel.h", "#include \"core/storage/LocalDatabase.h\"",
        "ui may not include core/storage/LocalDatabase.h");
    row("window takes values", "ui/schema/SchemaTree.h", "#include \"core/schema/Schema.h\"");
    row("window reads a schema itself", "ui/schema/SchemaTree.h", "#include \"core/schema/SchemaReader.h\"",
        "ui may not include core/schema/SchemaReader.h");
    row("window writes results", "ui/results/Table.h", "#include \"core/results/ResultStore.h\"",
        "ui may not include core/results/ResultStore.h");
    row("window does not know the program", "ui/MainWindow.h", "#include \"app/Application.h\"",
        "ui may not include app");
    row("program sees everything", "app/Application.h", "#include \"core/storage/LocalDatabase.h\"");
    row("a path of its own", "core/pg/PgPool.cpp", "#include \"PgPool.h\"",
        "\"PgPool.h\" is not a path from the project's root");
    row("generated by moc", "core/pg/PgPool.cpp", "#include \"moc_PgPool.cpp\"");

    row("standard header", "core/pg/PgPool.cpp", "#include <vector>");
    row("Qt Core in core", "core/pg/PgPool.cpp", "#include <QFuture>");
    row("Qt Widgets in core", "core/pg/PgPool.cpp", "#include <QWidget>",
        "<QWidget> comes from QtWidgets, which is not for this file");
    row("Qt Widgets by its folder", "core/pg/PgPool.cpp", "#include <QtWidgets/QWidget>",
        "<QtWidgets/QWidget> comes from QtWidgets, which is not for this file");
    row("Qt Gui in core", "core/report/Plan.h", "#include <QColor>",
        "<QColor> comes from QtGui, which is not for this file");
    row("Qt Gui by its C name", "core/report/Plan.h", "#include <qicon.h>",
        "<qicon.h> comes from QtGui, which is not for this file");
    row("Qt Widgets in ui", "ui/MainWindow.h", "#include <QMainWindow>");
    row("SQL outside the store", "core/query/Flow.cpp", "#include <QSqlQuery>",
        "<QSqlQuery> comes from QtSql, which is not for this file");
    row("network from the window", "ui/MainWindow.cpp", "#include <QNetworkReply>",
        "<QNetworkReply> comes from QtNetwork, which is not for this file");
    row("a module nobody may use", "app/main.cpp", "#include <QTest>",
        "<QTest> comes from QtTest, which is not for this file");
    row("the parser", "core/sql/SqlParser.cpp", "#include <pg_query.h>");
    row("the parser elsewhere", "core/sql/SqlGuard.cpp", "#include <pg_query.h>", "<pg_query.h> is not for this file");
    row("libpq", "core/pg/PgConnection.cpp", "#include <libpq-fe.h>");
    row("libpq elsewhere", "core/query/RunFlow.cpp", "#include <libpq-fe.h>", "<libpq-fe.h> is not for this file");
    row("Qt's private headers", "ui/MainWindow.cpp", "#include <private/qwidget_p.h>",
        "<private/qwidget_p.h> is not for this file");
}

void TestLayers::complaint()
{
    QFETCH(const QString, file);
    QFETCH(const QString, line);
    const auto includes = includesOf(file, line);
    QCOMPARE(includes.size(), 1);
    QTEST(m_rules.complaint(includes.first()), "complaint");
}

void TestLayers::readsIncludes()
{
    const auto includes = includesOf(u"core/a.h"_s, u"#pragma once\r\n  #  include<QWidget>\r\n// #include <not this>\n"
                                                    "#include \"core/base/Result.h\" // why\n"_s);
    QCOMPARE(includes.size(), 2);
    QCOMPARE(includes[0].header, u"QWidget"_s);
    QCOMPARE(includes[0].line, 2);
    QVERIFY(!includes[0].isQuoted);
    QCOMPARE(includes[1].header, u"core/base/Result.h"_s);
    QCOMPARE(includes[1].line, 4);
    QVERIFY(includes[1].isQuoted);
}

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
