// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/ExampleSearch.h"
#include "core/knowledge/KnowledgeBase.h"
#include "core/query/ExampleProvider.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace sqlai;
using namespace Qt::StringLiterals;

/// Provider `examples`.
class TestExampleProvider : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentSignsStay_data();
    void percentSignsStay();
};

void TestExampleProvider::percentSignsStay_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<bool>("isAnswered");
    QTest::newRow("in an answer") << u"Which trucks use %2 of their diesel?"_s << true;
    QTest::newRow("in a refusal") << u"Which 2 depots lost trucks?"_s << false;
}

void TestExampleProvider::percentSignsStay()
{
    QFETCH(const QString, asked);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"diesel.sql"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("-- question: Which trucks use %2 of their diesel?\nSELECT id FROM trucks\n");
    file.close();
    knowledge::KnowledgeBase knowledge(folder.path());
    knowledge::ExampleSearch search(knowledge);
    query::ExampleProvider provider(search);
    const std::unique_ptr<query::AnswerStream> stream(provider.answer({.text = asked}, {}, nullptr));
    QSignalSpy finished(stream.get(), &query::AnswerStream::finished);
    QVERIFY(finished.wait());
    const auto answer = finished.first().first().value<query::Answer>();
    QTEST(!answer.error.has_value(), "isAnswered");
    const QString told = answer.error ? answer.error->detail : answer.explanation;
    QVERIFY2(told.contains(u"\"Which trucks use %2 of their diesel?\""_s), qPrintable(told));
}

QTEST_GUILESS_MAIN(TestExampleProvider)
#include "tst_exampleprovider.moc"
