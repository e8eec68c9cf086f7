// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/demo/DemoTest.h"

#include "core/demo/ClusterPlace.h"

using namespace sqlai::demo;
using namespace Qt::StringLiterals;

namespace sqlai::test {
namespace {

#ifdef Q_OS_UNIX
/// initdb, which takes longer than most of the tests: what it made once is copied from then on.
const QByteArray copyingInitdb = R"(#!/bin/sh
for argument; do
    case $argument in --pgdata=*) data=${argument#--pgdata=} ;; esac
done
template=$(dirname "$0")/template
if [ -d "$template" ]; then
    exec cp -a "$template" "$data"
fi
"@INITDB@" "$@" && cp -a "$data" "$template.new" && mv "$template.new" "$template"
)";
#endif

}

void DemoTest::initTestCase()
{
    const auto tools = PostgresTools::find();
    QVERIFY(tools);
    m_tools = *tools;
    m_workspace = std::make_unique<QTemporaryDir>();
    shareOneInitdb();
}

void DemoTest::shareOneInitdb()
{
#ifdef Q_OS_UNIX
    m_toolFolder = std::make_unique<QTemporaryDir>();
    QVERIFY(ServerAccount::current()->makePrivateFolder(m_toolFolder->path()));
    for (const QString &name : {u"postgres"_s, u"pg_ctl"_s})
        QVERIFY(QFile::link(m_tools->program(name), m_toolFolder->filePath(name)));
    QFile initdb(m_toolFolder->filePath(u"initdb"_s));
    QVERIFY(initdb.open(QIODevice::WriteOnly));
    initdb.write(QByteArray(copyingInitdb).replace("@INITDB@", QFile::encodeName(m_tools->program(u"initdb"_s))));
    QVERIFY(initdb.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
    m_searchFolders = QStringList{m_toolFolder->path()};
#endif
}

void DemoTest::init()
{
    QFile script(setup().scriptPath);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(tinyScript);
}

void DemoTest::cleanup()
{
    QVERIFY(!QFileInfo::exists(setup().folder) || !cluster().isRunning());
}

void DemoTest::cleanupTestCase()
{
    QVERIFY(cluster().remove());
}

DemoSetup DemoTest::setup() const
{
    return {.folder = m_workspace->filePath(u"demo"_s),
            .scriptPath = m_workspace->filePath(u"tiny.sql"_s),
            .searchFolders = m_searchFolders};
}

PostgresCluster DemoTest::cluster() const
{
    const ServerAccount account = ServerAccount::current().value();
    return {*m_tools, account, {.folder = ClusterPlace(account, setup().folder).folder()}};
}

QString DemoTest::ask(const QByteArray &sql) const
{
    auto connection = ClusterConnection::open(cluster().profile(DemoServer::database));
    const auto answer = connection ? connection->execute(sql) : connection.error();
    return answer ? *answer : answer.error().detail;
}

void DemoTest::makeWorkspace()
{
    m_workspace = std::make_unique<QTemporaryDir>();
    init();
}

}
