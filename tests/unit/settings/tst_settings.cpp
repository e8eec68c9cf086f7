// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/Settings.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace sqlai;
using namespace sqlai::settings;
using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreThoseOfTheTable();
    void strongerSourceWins();
    void emptyIsNotSet();
    void poolingGoesWithTheConnection_data();
    void poolingGoesWithTheConnection();
    void takes_data();
    void takes();
    void refuses_data();
    void refuses();
    void strongerSourceMendsAWeakOne();
    void choosesProvider_data();
    void choosesProvider();
    void secretsStayOutOfSettingsFile_data();
    void secretsStayOutOfSettingsFile();
    void workspaceCannotNameItself();
    void unknownKeysAreIgnored();
    void settingsFileMayHoldCommas();
    void refusesUnreadableSettingsFile();
    void findsWorkspace();
    void exampleListsEveryKey();
};

namespace {

const QString homeKey = u"SQL_AI_AGENT_HOME"_s;

/// A workspace with what its two files hold.
class Workspace final
{
public:
    explicit Workspace(const QByteArray &envFile = {}, const QByteArray &settingsFile = {})
    {
        write(u".env"_s, envFile);
        write(u"settings.ini"_s, settingsFile);
    }

    Result<Settings> load(Values environment = {}, const Values &options = {}) const
    {
        environment.insert(homeKey, m_folder.path());
        return loadSettings(environment, options);
    }

    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        const bool isWritten = bytes.isEmpty()
                               || (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()
                                   && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(isWritten);
    }
};

}

void TestSettings::defaultsAreThoseOfTheTable()
{
    const auto settings = Workspace().load();
    QVERIFY(settings.isOk());
    const Values defaults{
        {u"POSTGRES_URL"_s, settings->connection ? u"set"_s : QString()},
        {homeKey, QString()},
        {u"POSTGRES_POOLING"_s, settings->isTransactionPooled ? u"transaction"_s : u"session"_s},
        {u"RATE_LIMIT_PER_MINUTE"_s, QString::number(settings->rateLimitPerMinute)},
        {u"POSTGRES_TIMEOUT_SECONDS"_s, QString::number(settings->postgresTimeout.count())},
        {u"RESULT_MAX_ROWS"_s, QString::number(settings->resultMaxRows)},
        {u"EXPORT_MAX_ROWS"_s, QString::number(settings->exportMaxRows)},
        {u"LOG_LEVEL"_s, settings->logLevel},
        {u"OPENAI_API_KEY"_s, QString::fromLatin1(settings->openAiApiKey.reveal())},
        {u"OPENAI_BASE_URL"_s, settings->openAiBaseUrl},
        {u"OPENAI_MODEL"_s, settings->openAiModel},
        {u"OPENAI_MAX_TOKENS"_s, QString::number(settings->openAiMaxTokens)},
        {u"OPENAI_TEMPERATURE"_s, QString::number(settings->openAiTemperature, 'f', 1)},
        {u"OPENAI_EMBEDDING_MODEL"_s, settings->openAiEmbeddingModel},
        {u"SQL_AI_AGENT_PROVIDER"_s, settings->answerProvider},
        {u"ASK_TIMEOUT_SECONDS"_s, QString::number(settings->askTimeout.count())},
    };
    const auto keys = settingKeys();
    QCOMPARE(keys.size(), defaults.size());
    for (const SettingKey &key : keys) {
        QVERIFY2(defaults.contains(key.name), qPrintable(key.name));
        QCOMPARE(key.defaultValue, defaults.value(key.name));
        QVERIFY(key.sentence.endsWith(u'.'));
        QCOMPARE(key.isSecret, key.name == "POSTGRES_URL"_L1 || key.name == "OPENAI_API_KEY"_L1);
    }
}

void TestSettings::strongerSourceWins()
{
    const Workspace workspace("EXPORT_MAX_ROWS=1\nRESULT_MAX_ROWS=1\nRATE_LIMIT_PER_MINUTE=1\nLOG_LEVEL=debug\n",
                              "EXPORT_MAX_ROWS=2\nRESULT_MAX_ROWS=2\nRATE_LIMIT_PER_MINUTE=2\n");
    const auto settings = workspace.load({{u"EXPORT_MAX_ROWS"_s, u"3"_s}, {u"RESULT_MAX_ROWS"_s, u"3"_s}},
                                         {{u"EXPORT_MAX_ROWS"_s, u"4"_s}});
    QVERIFY(settings.isOk());
    QCOMPARE(settings->exportMaxRows, 4);
    QCOMPARE(settings->resultMaxRows, 3);
    QCOMPARE(settings->rateLimitPerMinute, 2);
    QCOMPARE(settings->logLevel, u"debug"_s);
}

void TestSettings::emptyIsNotSet()
{
    const auto settings = Workspace("EXPORT_MAX_ROWS=7\n").load({{u"EXPORT_MAX_ROWS"_s, u" "_s}});
    QVERIFY(settings.isOk());
    QCOMPARE(settings->exportMaxRows, 7);
}

void TestSettings::poolingGoesWithTheConnection_data()
{
    QTest::addColumn<QByteArray>("envFile");
    QTest::addColumn<bool>("isPooled");
    QTest::newRow("nothing said") << "POSTGRES_URL=postgresql://anna@db/fleet\n"_ba << false;
    QTest::newRow("session") << "POSTGRES_URL=postgresql://anna@db/fleet\nPOSTGRES_POOLING=session\n"_ba << false;
    QTest::newRow("transaction") << "POSTGRES_URL=postgresql://anna@db/fleet\nPOSTGRES_POOLING=Transaction\n"_ba
                                 << true;
    QTest::newRow("said before") << "POSTGRES_POOLING=transaction\nPOSTGRES_URL=postgresql://anna@db/fleet\n"_ba
                                 << true;
}

void TestSettings::poolingGoesWithTheConnection()
{
    QFETCH(const QByteArray, envFile);
    const auto written = Workspace(envFile).load();
    QVERIFY(written.isOk() && written->connection);
    QTEST(written->connection->isTransactionPooled, "isPooled");
    // Another database by option, as --database gives it, is asked the same way.
    const auto named = Workspace(envFile).load({}, {{u"POSTGRES_URL"_s, u"postgresql://anna@db/other"_s}});
    QVERIFY(named.isOk() && named->connection);
    QTEST(named->connection->isTransactionPooled, "isPooled");
}

void TestSettings::takes_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("seen");

    QTest::newRow("connection") << "POSTGRES_URL=postgresql://anna:pw@db/fleet"_ba << u"db:5432/fleet/anna"_s;
    QTest::newRow("shortest time") << "POSTGRES_TIMEOUT_SECONDS=1"_ba << u"1 s"_s;
    QTest::newRow("longest time") << "POSTGRES_TIMEOUT_SECONDS='300'"_ba << u"300 s"_s;
    QTest::newRow("level in capitals") << "LOG_LEVEL=WARNING"_ba << u"warning"_s;
    QTest::newRow("key") << "OPENAI_API_KEY=sk-1"_ba << u"sk-1"_s;
    QTest::newRow("model") << "OPENAI_MODEL=mistral:7b instruct"_ba << u"mistral:7b instruct"_s;
    QTest::newRow("tokens") << "OPENAI_MAX_TOKENS=4096"_ba << u"4096 tokens"_s;
    QTest::newRow("temperature") << "OPENAI_TEMPERATURE=0.25"_ba << u"0.25 free"_s;
    QTest::newRow("embedding model") << "OPENAI_EMBEDDING_MODEL=bge-m3"_ba << u"bge-m3"_s;
    QTest::newRow("provider") << "SQL_AI_AGENT_PROVIDER=OpenAI"_ba << u"openai"_s;
    QTest::newRow("deadline") << "ASK_TIMEOUT_SECONDS=600"_ba << u"600 s in all"_s;
    QTest::newRow("address of a host alone")
        << "OPENAI_BASE_URL=http://localhost:8080/"_ba << u"http://localhost:8080"_s;
    QTest::newRow("address with slashes")
        << "OPENAI_BASE_URL=http://localhost:8080/v1//"_ba << u"http://localhost:8080/v1"_s;
    QTest::newRow("address") << "OPENAI_BASE_URL=http://localhost:11434/v1/"_ba << u"http://localhost:11434/v1"_s;
}

void TestSettings::takes()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QString, seen);
    const auto settings = Workspace(line).load();
    QVERIFY2(settings.isOk(), qPrintable(settings ? QString() : settings.error().detail));
    const QStringList all{settings->connection ? settings->connection->key() : QString(),
                          u"%1 s"_s.arg(settings->postgresTimeout.count()),
                          settings->logLevel,
                          QString::fromLatin1(settings->openAiApiKey.reveal()),
                          settings->openAiBaseUrl,
                          settings->openAiModel,
                          u"%1 tokens"_s.arg(settings->openAiMaxTokens),
                          u"%1 free"_s.arg(settings->openAiTemperature),
                          settings->openAiEmbeddingModel,
                          settings->answerProvider,
                          u"%1 s in all"_s.arg(settings->askTimeout.count())};
    QVERIFY2(all.contains(seen), qPrintable(all.join(u' ')));
}

void TestSettings::refuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("allowed");
    QTest::addColumn<bool>("isRepeated");

    QTest::newRow("not a number") << u"EXPORT_MAX_ROWS"_s << u"many"_s << u"from 1 to 1000000000"_s << true;
    QTest::newRow("grouped") << u"EXPORT_MAX_ROWS"_s << u"10,000"_s << u"whole number"_s << true;
    QTest::newRow("with a point") << u"EXPORT_MAX_ROWS"_s << u"1e4"_s << u"whole number"_s << true;
    QTest::newRow("too short") << u"POSTGRES_TIMEOUT_SECONDS"_s << u"0"_s << u"from 1 to 300"_s << true;
    QTest::newRow("too long") << u"POSTGRES_TIMEOUT_SECONDS"_s << u"301"_s << u"from 1 to 300"_s << true;
    QTest::newRow("beyond 64 bits") << u"RESULT_MAX_ROWS"_s << u"99999999999999999999"_s << u"whole number"_s << true;
    QTest::newRow("no such pooling") << u"POSTGRES_POOLING"_s << u"statement"_s << u"session or transaction"_s << true;
    QTest::newRow("no such level") << u"LOG_LEVEL"_s << u"loud"_s << u"debug, info, warning, error"_s << true;
    QTest::newRow("broken address") << u"POSTGRES_URL"_s << u"pg://anna:hunter2@db/x"_s << u"postgresql://"_s << false;
    QTest::newRow("key with a space") << u"OPENAI_API_KEY"_s << u"sk hunter2"_s << u"without spaces"_s << false;
    QTest::newRow("address with a password")
        << u"OPENAI_BASE_URL"_s << u"https://a:hunter2@b/v1"_s << u"web address"_s << false;
    QTest::newRow("model with a line break") << u"OPENAI_MODEL"_s << u"a\nb"_s << u"name of a model"_s << true;
    QTest::newRow("no tokens") << u"OPENAI_MAX_TOKENS"_s << u"0"_s << u"from 1 to 1000000"_s << true;
    QTest::newRow("too hot") << u"OPENAI_TEMPERATURE"_s << u"2.1"_s << u"from 0 to 2"_s << true;
    QTest::newRow("decimal comma") << u"OPENAI_TEMPERATURE"_s << u"0,5"_s << u"from 0 to 2"_s << true;
    QTest::newRow("not a temperature") << u"OPENAI_TEMPERATURE"_s << u"nan"_s << u"from 0 to 2"_s << true;
    QTest::newRow("no such provider") << u"SQL_AI_AGENT_PROVIDER"_s << u"oracle"_s << u"examples or openai"_s << true;
    QTest::newRow("deadline too short") << u"ASK_TIMEOUT_SECONDS"_s << u"4"_s << u"from 5 to 600"_s << true;
    QTest::newRow("no web address") << u"OPENAI_BASE_URL"_s << u"localhost:8080"_s << u"web address"_s << false;
}

void TestSettings::refuses()
{
    QFETCH(const QString, key);
    QFETCH(const QString, value);
    QFETCH(const QString, allowed);
    QFETCH(const bool, isRepeated);
    const auto settings = Workspace().load({{key, value}});
    // A connection that cannot be read hinders only those who want to connect.
    QCOMPARE(settings.isOk(), key == u"POSTGRES_URL"_s);
    const Error error = settings ? settings->connectionProblem.value_or(Error{}) : settings.error();
    QCOMPARE(error.code, ErrorCode::Usage);
    const QString detail = error.detail;
    QVERIFY2(detail.startsWith(key + u" from the environment "_s), qPrintable(detail));
    QVERIFY2(detail.contains(allowed) && detail.endsWith(u'.'), qPrintable(detail));
    QCOMPARE(detail.contains(value), isRepeated);
    QVERIFY(!detail.contains(u"hunter2"_s));
}

void TestSettings::strongerSourceMendsAWeakOne()
{
    const auto settings = Workspace().load({{u"EXPORT_MAX_ROWS"_s, u"many"_s}}, {{u"EXPORT_MAX_ROWS"_s, u"12"_s}});
    QVERIFY(settings.isOk());
    QCOMPARE(settings->exportMaxRows, 12);
}

void TestSettings::choosesProvider_data()
{
    QTest::addColumn<QByteArray>("lines");
    QTest::addColumn<bool>("isModel");

    QTest::newRow("nothing set") << ""_ba << false;
    QTest::newRow("a key") << "OPENAI_API_KEY=sk-1\n"_ba << true;
    QTest::newRow("an address") << "OPENAI_BASE_URL=http://localhost:11434/v1\n"_ba << true;
    QTest::newRow("OpenAI's address, said") << "OPENAI_BASE_URL=https://api.openai.com/v1\n"_ba << true;
    QTest::newRow("a model alone") << "OPENAI_MODEL=gpt-4o\n"_ba << false;
    QTest::newRow("a key, but examples") << "OPENAI_API_KEY=sk-1\nSQL_AI_AGENT_PROVIDER=examples\n"_ba << false;
    QTest::newRow("chosen without a key") << "SQL_AI_AGENT_PROVIDER=openai\n"_ba << true;
}

void TestSettings::choosesProvider()
{
    QFETCH(const QByteArray, lines);
    const auto settings = Workspace(lines).load();
    QVERIFY(settings.isOk());
    QTEST(settings->isOpenAiWanted(), "isModel");
}

void TestSettings::secretsStayOutOfSettingsFile_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<bool>("isTaken");

    QTest::newRow("password") << "POSTGRES_URL=postgresql://anna:hunter2@db/fleet"_ba << false;
    QTest::newRow("no password") << "POSTGRES_URL=postgresql://anna@db/fleet"_ba << true;
    QTest::newRow("key") << "OPENAI_API_KEY=sk-hunter2"_ba << false;
}

void TestSettings::secretsStayOutOfSettingsFile()
{
    QFETCH(const QByteArray, line);
    QFETCH(const bool, isTaken);
    const Workspace workspace({}, line);
    // Also where a stronger source would win: the secret is in the file all the same.
    const auto settings = workspace.load({{u"POSTGRES_URL"_s, u"host=x"_s}, {u"OPENAI_API_KEY"_s, u"sk-2"_s}});
    QCOMPARE(settings.isOk(), isTaken);
    if (!isTaken) {
        QCOMPARE(settings.error().code, ErrorCode::Usage);
        QVERIFY(settings.error().detail.contains(u".env"_s));
        QVERIFY(settings.error().detail.contains(workspace.path(u"settings.ini"_s)));
        QVERIFY(!settings.error().detail.contains(u"hunter2"_s));
    }
}

void TestSettings::workspaceCannotNameItself()
{
    const auto settings = Workspace("SQL_AI_AGENT_HOME=/elsewhere\n").load();
    QVERIFY(!settings.isOk());
    QCOMPARE(settings.error().code, ErrorCode::Usage);
    QVERIFY(settings.error().detail.contains(u"--home"_s));
}

void TestSettings::unknownKeysAreIgnored()
{
    const Workspace workspace("POSTGRES_ULR=postgresql://anna:hunter2@db/fleet\n");
    const auto settings = workspace.load();
    QVERIFY(settings.isOk());
    QVERIFY(!settings->connection);
    QCOMPARE(settings->warnings.size(), 1);
    QVERIFY2(settings->warnings.first().contains(u"POSTGRES_ULR"_s), qPrintable(settings->warnings.first()));
    QVERIFY(!settings->warnings.first().contains(u"hunter2"_s));
}

void TestSettings::settingsFileMayHoldCommas()
{
    const auto settings = Workspace({}, "POSTGRES_URL=postgresql://anna@a,b/fleet\n").load();
    QVERIFY(settings.isOk());
    QCOMPARE(settings->connection->host(), u"a,b"_s);
}

void TestSettings::refusesUnreadableSettingsFile()
{
    const Workspace workspace;
    QVERIFY(QDir().mkpath(workspace.path(u"settings.ini"_s)));
    const auto settings = workspace.load();
    QVERIFY(!settings.isOk());
    QCOMPARE(settings.error().code, ErrorCode::File);
}

void TestSettings::findsWorkspace()
{
    QCOMPARE(workspaceFolder({{homeKey, u"/a"_s}}, {{homeKey, u"/b/../c/"_s}}), u"/c"_s);
    QCOMPARE(workspaceFolder({{homeKey, u"/a"_s}}, {}), u"/a"_s);
    QCOMPARE(workspaceFolder({{homeKey, u"a"_s}}, {}), QDir::current().filePath(u"a"_s));
    const QString byDefault = workspaceFolder({}, {});
    QVERIFY2(QDir::isAbsolutePath(byDefault) && byDefault.endsWith(u"/sql-ai-agent"_s), qPrintable(byDefault));
}

void TestSettings::exampleListsEveryKey()
{
    QFile file(qEnvironmentVariable("SQLAI_SOURCE_DIR") + u"/.env.example"_s);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QString text = QString::fromUtf8(file.readAll());
    QStringList expected;
    for (const SettingKey &key : settingKeys())
        expected << u"# %1\n#%2=%3"_s.arg(key.sentence, key.name, key.defaultValue);
    QStringList found;
    static const QRegularExpression entry(u"^# [^\\n]*\\n#?[A-Z_]+=[^\\n]*$"_s, QRegularExpression::MultilineOption);
    for (auto matches = entry.globalMatch(text); matches.hasNext();)
        found << matches.next().captured();
    QCOMPARE(found, expected);
    static const QRegularExpression name(u"^#?[A-Z_]+="_s, QRegularExpression::MultilineOption);
    QCOMPARE(text.count(name), expected.size());
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
