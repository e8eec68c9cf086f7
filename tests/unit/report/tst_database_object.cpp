// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/DatabaseObject.h"

#include <QTest>

using namespace sqlai::report;
using namespace Qt::StringLiterals;

class TestDatabaseObject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSubjects_data();
    void readsSubjects();
    void kindsKeepTheirNames();
};

void TestDatabaseObject::readsSubjects_data()
{
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("name");
    QTest::newRow("function") << u"function public.f(integer, text)"_s << u"function"_s << u"public.f(integer, text)"_s;
    QTest::newRow("odd name") << u"function \"a b\".\"function x\"()"_s << u"function"_s
                              << u"\"a b\".\"function x\"()"_s;
    QTest::newRow("foreign table") << u"foreign table public.t"_s << u"foreign table"_s << u"public.t"_s;
    QTest::newRow("empty") << QString() << QString() << QString();
    QTest::newRow("no name") << u"function "_s << QString() << QString();
    QTest::newRow("no kind") << u"public.f()"_s << QString() << QString();
    QTest::newRow("another kind") << u"view public.v"_s << QString() << QString();
}

void TestDatabaseObject::readsSubjects()
{
    QFETCH(const QString, subject);
    QFETCH(const QString, kind);
    const auto object = objectNameOf(subject);
    QCOMPARE(object ? objectKindName(object->kind) : QString(), kind);
    QTEST(object ? object->name : QString(), "name");
}

void TestDatabaseObject::kindsKeepTheirNames()
{
    for (const ObjectKind kind : {ObjectKind::Function, ObjectKind::ForeignTable})
        QCOMPARE(objectKindFromName(objectKindName(kind)), kind);
    QVERIFY(!objectKindFromName(u"Function"_s));
}

QTEST_APPLESS_MAIN(TestDatabaseObject)
#include "tst_database_object.moc"
