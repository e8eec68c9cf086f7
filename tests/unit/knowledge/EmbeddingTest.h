// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/knowledge/EmbeddingSearch.h"
#include "core/knowledge/ExampleSearch.h"
#include "core/knowledge/LocalFinder.h"
#include "core/storage/LocalDatabase.h"
#include "core/storage/VectorRepository.h"
#include "tests/support/FakeLlm.h"
#include "tests/support/FakeTimers.h"
#include "tests/unit/storage/Await.h"

#include <QDir>
#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace sqlai::test {

/// The search over a real store and a folder of four examples, with a model that the test speaks for.
class EmbeddingTest : public QObject
{
protected:
    using Found = Result<knowledge::FoundExamples>;

    void makeAll()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("kb")));
        write(QStringLiteral("a"), QStringLiteral("trucks in repair"));
        write(QStringLiteral("b"), QStringLiteral("drivers on holiday"));
        write(QStringLiteral("c"), QStringLiteral("trucks on holiday"));
        write(QStringLiteral("d"), QStringLiteral("invoices unpaid since march"));
        m_llm = std::make_unique<FakeLlm>();
        start();
    }

    QString pathOf(const QString &name) const { return m_folder->filePath(QStringLiteral("kb/%1.sql").arg(name)); }

    void write(const QString &name, const QString &question) const
    {
        QFile file(pathOf(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("-- Question: " + question.toUtf8() + "\nSELECT 1");
    }

    /// What a start of the program makes, over the store that is there.
    void start()
    {
        m_search.reset();
        m_database.reset();
        m_database = std::make_unique<storage::LocalDatabase>(m_folder->path());
        VERIFY_OK(await(m_database->open()));
        m_vectors = std::make_unique<storage::VectorRepository>(*m_database, m_clock);
        m_knowledge = std::make_unique<knowledge::KnowledgeBase>(m_folder->filePath(QStringLiteral("kb")));
        m_ranker = std::make_unique<knowledge::ExampleSearch>(*m_knowledge);
        m_local = std::make_unique<knowledge::LocalFinder>(*m_ranker);
        m_search =
            std::make_unique<knowledge::EmbeddingSearch>(*m_knowledge, *m_local, *m_vectors, *m_llm, m_timers, share);
    }

    QFuture<Found> ask(const QString &question, const CancelToken &token = {})
    {
        return m_search->findExamples(question, 3, token);
    }

    /// An Error's words stand as the note.
    knowledge::FoundExamples found(const QString &question)
    {
        const Found answer = await(ask(question));
        return answer ? *answer : knowledge::FoundExamples{.note = answer.error().detail};
    }

    static QStringList names(const knowledge::FoundExamples &found)
    {
        QStringList names;
        for (const knowledge::RankedExample &example : found.examples)
            names.append(example.example.name);
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeLlm> m_llm;
    static constexpr std::chrono::milliseconds share{30'000};
    FakeTimers m_timers;
    SystemClock m_clock;
    std::unique_ptr<storage::LocalDatabase> m_database;
    std::unique_ptr<storage::VectorRepository> m_vectors;
    std::unique_ptr<knowledge::KnowledgeBase> m_knowledge;
    std::unique_ptr<knowledge::ExampleSearch> m_ranker;
    std::unique_ptr<knowledge::LocalFinder> m_local;
    std::unique_ptr<knowledge::EmbeddingSearch> m_search;
};

}
