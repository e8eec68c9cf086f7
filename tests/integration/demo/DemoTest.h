// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/demo/ClusterConnection.h"
#include "core/demo/DemoServer.h"
#include "core/demo/PostgresCluster.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace sqlai::test {

/// What DemoServer needs of a script, and one table.
inline const QByteArray tinyScript = R"(
BEGIN;
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fleet_reader') THEN CREATE ROLE fleet_reader LOGIN; END IF;
END $$;
CREATE SCHEMA demo;
CREATE TABLE demo.anchor(loaded_for date NOT NULL);
INSERT INTO demo.anchor VALUES (current_date);
CREATE TABLE trucks(id int PRIMARY KEY, seen_on date NOT NULL);
INSERT INTO trucks VALUES (1, current_date);
GRANT SELECT ON trucks TO fleet_reader;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
CREATE FUNCTION demo.move_dates_to(today date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE days integer := today - (SELECT loaded_for FROM demo.anchor);
BEGIN
    UPDATE trucks SET seen_on = seen_on + days;
    UPDATE demo.anchor SET loaded_for = today;
    RETURN days;
END $$;
COMMIT;
)";

/// Another program that uses the demo, and can be killed.
class UserProgram final
{
public:
    explicit UserProgram(const demo::DemoSetup &setup)
    {
        m_process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/demo_user"),
                        QStringList{setup.folder, setup.scriptPath} + setup.searchFolders);
    }
    QByteArray answer()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(60'000)) { }
        return m_process.readLine().trimmed();
    }
    void crash()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    bool end()
    {
        m_process.closeWriteChannel();
        return m_process.waitForFinished(60'000) && m_process.exitCode() == 0;
    }

private:
    QProcess m_process;
};

/// A workspace whose demo loads a tiny script. One cluster serves all tests of a program.
class DemoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

protected:
    demo::DemoSetup setup() const;
    demo::PostgresCluster cluster() const;
    /// As the superuser, on the running server.
    QString ask(const QByteArray &sql) const;
    /// A mark in the database that is gone when it was made anew. Each test has its own, since they share one cluster:
    /// making one takes longer than most of them.
    void leaveWitness() const { ask("CREATE TABLE " + witness() + "()"); }
    bool hasWitness() const { return ask("SELECT to_regclass('" + witness() + "') IS NOT NULL") == QLatin1String("t"); }
    /// From now on another one.
    void makeWorkspace();
    QString inWorkspace(const QString &name) const { return m_workspace->filePath(name); }

private:
    void shareOneInitdb();
    static QByteArray witness() { return QByteArray(QTest::currentTestFunction()).toLower(); }

    std::optional<demo::PostgresTools> m_tools;
    std::unique_ptr<QTemporaryDir> m_toolFolder;
    QStringList m_searchFolders = demo::PostgresTools::searchFolders();
    std::unique_ptr<QTemporaryDir> m_workspace;
};

}
