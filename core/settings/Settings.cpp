// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/Settings.h"

#include "core/settings/EnvFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QSettings>
#include <QStandardPaths>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sqlai::settings {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::settings::Settings", text);
}

enum class Privacy { Open, Secret };

struct Row {
    const char *name;
    const char *defaultValue;
    qint64 minimum;
    qint64 maximum;
    Privacy privacy;
    const char *sentence;
    /// Puts a text into its place. Otherwise the Error says what is allowed, as the end of "KEY from SOURCE ...".
    Result<void> (*take)(const Row &row, const QString &text, Settings &settings);
};

Error unfit(const QString &allowed)
{
    return {.code = ErrorCode::Usage, .detail = allowed};
}

template <auto Member>
Result<void> takeNumber(const Row &row, const QString &text, Settings &settings)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    if (!isNumber || value < row.minimum || value > row.maximum)
        return unfit(tr("must be a whole number from %1 to %2").arg(row.minimum).arg(row.maximum));
    using Type = std::remove_reference_t<decltype(settings.*Member)>;
    settings.*Member = static_cast<Type>(value);
    return {};
}

Result<void> takeConnection(const Row &, const QString &text, Settings &settings)
{
    Result<ConnectionProfile> profile = ConnectionProfile::parse(text);
    if (!profile)
        return unfit(tr("cannot be used: %1").arg(profile.error().detail));
    settings.connection = std::move(profile).value();
    return {};
}

Result<void> takePooling(const Row &, const QString &text, Settings &settings)
{
    const QString pooling = text.toLower();
    if (!QStringList{u"session"_s, u"transaction"_s}.contains(pooling))
        return unfit(tr("must be session or transaction"));
    settings.isTransactionPooled = pooling == "transaction"_L1;
    return {};
}

Result<void> takeLogLevel(const Row &, const QString &text, Settings &settings)
{
    const QString level = text.toLower();
    if (!QStringList{u"debug"_s, u"info"_s, u"warning"_s, u"error"_s}.contains(level))
        return unfit(tr("must be one of debug, info, warning, error"));
    settings.logLevel = level;
    return {};
}

Result<void> takeApiKey(const Row &, const QString &text, Settings &settings)
{
    const auto isVisible = [](QChar c) { return c > u' ' && c < u'\x7f'; };
    if (!std::ranges::all_of(text, isVisible)) // It goes into an HTTP header.
        return unfit(tr("must be the key alone, without spaces or special characters"));
    settings.openAiApiKey = Secret(text.toLatin1());
    return {};
}

Result<void> takeBaseUrl(const Row &, const QString &text, Settings &settings)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    const bool isPlain = url.userInfo().isEmpty() && !url.hasQuery() && !url.hasFragment();
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !isPlain)
        return unfit(tr("must be a web address such as https://api.openai.com/v1, without a user, password or query"));
    QString address = url.toString();
    while (address.endsWith(u'/')) // QUrl::StripTrailingSlash leaves that of a bare host.
        address.chop(1);
    settings.openAiBaseUrl = address;
    settings.isOpenAiBaseUrlSet = true;
    return {};
}

template <auto Member>
Result<void> takeModel(const Row &, const QString &text, Settings &settings)
{
    const bool isPrintable = std::ranges::all_of(text, [](QChar c) { return c.isPrint(); });
    if (!isPrintable || text.size() > 200)
        return unfit(tr("must be the name of a model, of at most 200 characters"));
    settings.*Member = text;
    return {};
}

Result<void> takeTemperature(const Row &row, const QString &text, Settings &settings)
{
    bool isNumber = false;
    const double value = text.toDouble(&isNumber); // As C writes it, whatever the locale.
    const bool isInside = value >= static_cast<double>(row.minimum) && value <= static_cast<double>(row.maximum);
    if (!isNumber || !isInside)
        return unfit(tr("must be a number from %1 to %2").arg(row.minimum).arg(row.maximum));
    settings.openAiTemperature = value;
    return {};
}

Result<void> takeProvider(const Row &, const QString &text, Settings &settings)
{
    const QString provider = text.toLower();
    if (!QStringList{u"examples"_s, u"openai"_s}.contains(provider))
        return unfit(tr("must be examples or openai"));
    settings.answerProvider = provider;
    return {};
}

Result<void> takeFolder(const Row &, const QString &, Settings &)
{
    return {}; // workspaceFolder() has read it, since the files of the workspace come after it.
}

constexpr const char *homeKey = "SQL_AI_AGENT_HOME";
const auto connectionKey = u"POSTGRES_URL"_s;
constexpr qint64 manyRows = 1'000'000'000;

// Keys, defaults, limits, documentation: the one place of each.
constexpr std::array rows{
    Row{"POSTGRES_URL", "", 0, 0, Privacy::Secret,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings",
                          "The database that is asked: postgresql://user:password@host:5432/database."),
        takeConnection},
    Row{"POSTGRES_POOLING", "session", 0, 0, Privacy::Open,
        QT_TRANSLATE_NOOP(
            "sqlai::settings::Settings",
            "What a pooler such as PgBouncer gives to each client: session (or no pooler) or transaction."),
        takePooling},
    Row{homeKey, "", 0, 0, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings",
                          "The workspace folder; from the environment only, since .env lies in that folder."),
        takeFolder},
    Row{"RATE_LIMIT_PER_MINUTE", "10", 1, 10'000, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How many questions one user may ask in a minute."),
        takeNumber<&Settings::rateLimitPerMinute>},
    Row{"POSTGRES_TIMEOUT_SECONDS", "30", 1, 300, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How many seconds a statement may run, from 1 to 300."),
        takeNumber<&Settings::postgresTimeout>},
    Row{"RESULT_MAX_ROWS", "1000000", 1, manyRows, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How many rows of a result are read at most."),
        takeNumber<&Settings::resultMaxRows>},
    Row{"EXPORT_MAX_ROWS", "10000", 1, manyRows, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How many rows a result may have to be exported."),
        takeNumber<&Settings::exportMaxRows>},
    Row{"LOG_LEVEL", "info", 0, 0, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How much the log tells: debug, info, warning or error."),
        takeLogLevel},
    Row{"SQL_AI_AGENT_PROVIDER", "", 0, 0, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings",
                          "Who answers: examples or openai; by itself openai once its key or address is set."),
        takeProvider},
    Row{"ASK_TIMEOUT_SECONDS", "120", 5, 600, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How many seconds an answer may take in all, from 5 to 600."),
        takeNumber<&Settings::askTimeout>},
    Row{"OPENAI_API_KEY", "", 0, 0, Privacy::Secret,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "The key of the model provider."), takeApiKey},
    Row{"OPENAI_BASE_URL", "https://api.openai.com/v1", 0, 0, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings",
                          "The model provider's address: OpenAI, or a server that speaks its protocol."),
        takeBaseUrl},
    Row{"OPENAI_MODEL", "gpt-4", 0, 0, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "The model that writes the SQL."),
        takeModel<&Settings::openAiModel>},
    Row{"OPENAI_MAX_TOKENS", "1000", 1, 1'000'000, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How many tokens an answer of the model may have."),
        takeNumber<&Settings::openAiMaxTokens>},
    Row{"OPENAI_TEMPERATURE", "0.0", 0, 2, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "How freely the model chooses its words, from 0 to 2."),
        takeTemperature},
    Row{"OPENAI_EMBEDDING_MODEL", "text-embedding-ada-002", 0, 0, Privacy::Open,
        QT_TRANSLATE_NOOP("sqlai::settings::Settings", "The model that tells which examples are near a question."),
        takeModel<&Settings::openAiEmbeddingModel>},
};

const Row *rowOf(const QString &name)
{
    const auto row = std::ranges::find_if(rows, [&](const Row &r) { return name == QLatin1String(r.name); });
    return row == rows.end() ? nullptr : &*row;
}

enum class Place { EnvFile, SettingsFile, Environment, Options };

struct Source {
    Place place;
    /// For errors: a path, or "the environment".
    QString name;
    Values values;
};

Result<Values> readSettingsFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return Values();
    const QSettings file(path, QSettings::IniFormat);
    if (!info.isFile() || !info.isReadable() || file.status() != QSettings::NoError)
        return Error{.code = ErrorCode::File, .detail = tr("%1 cannot be read as a settings file.").arg(path)};
    Values values;
    for (const QString &key : file.childKeys()) // A comma makes a list of a value; the text is wanted.
        values.insert(key, file.value(key).toStringList().join(u','));
    return values;
}

/// `.env` and settings.ini lie in the workspace, so neither can name it, and the latter holds no secrets.
Result<void> checkPlace(const Row &row, const QString &text, const Source &source)
{
    const bool isFile = source.place == Place::EnvFile || source.place == Place::SettingsFile;
    if (isFile && QLatin1String(row.name) == QLatin1String(homeKey)) {
        return unfit(tr("%1 cannot stand in %2, which lies in the workspace itself. Set it in the environment, or use "
                        "--home.")
                         .arg(QLatin1String(row.name), source.name));
    }
    if (source.place != Place::SettingsFile || row.privacy != Privacy::Secret)
        return {};
    // A database's address without a password is no secret.
    if (row.take == takeConnection) {
        const auto profile = ConnectionProfile::parse(text);
        if (!profile || profile->password.isEmpty())
            return {};
    }
    return unfit(tr("%1 holds a secret and must not stand in %2. Move it to the file .env beside it, or into the "
                    "environment.")
                     .arg(QLatin1String(row.name), source.name));
}

Result<void> takeValue(const Row &row, const QString &text, const Source &source, Settings &settings)
{
    auto taken = row.take(row, text, settings);
    if (taken)
        return taken;
    // A web address may hold a password by mistake, so only numbers and names are repeated.
    const bool isRepeated = row.privacy == Privacy::Open && row.take != takeBaseUrl && text.size() <= 40;
    const QString name = QLatin1String(row.name);
    if (isRepeated)
        return unfit(tr("%1 from %2 %3, and is \"%4\".").arg(name, source.name, taken.error().detail, text));
    const QString sentence = tr("%1 from %2 %3").arg(name, source.name, taken.error().detail);
    return unfit(sentence.endsWith(u'.') ? sentence : sentence + u'.');
}

/// Values that cannot be read, by key: a stronger source may still put something better in their place.
using Problems = QMap<QString, Error>;

Result<void> takeSource(const Source &source, Settings &settings, Problems &problems)
{
    for (auto value = source.values.begin(); value != source.values.end(); ++value) {
        const Row *row = rowOf(value.key());
        if (!row) {
            settings.warnings += u"unknown setting %1 in %2 is ignored"_s.arg(value.key(), source.name);
            continue;
        }
        if (value->trimmed().isEmpty())
            continue;
        if (auto allowed = checkPlace(*row, value->trimmed(), source); !allowed)
            return allowed;
        if (const auto taken = takeValue(*row, value->trimmed(), source, settings); !taken)
            problems[value.key()] = taken.error();
        else
            problems.remove(value.key());
    }
    return {};
}

}

bool Settings::isOpenAiWanted() const
{
    if (!answerProvider.isEmpty())
        return answerProvider == "openai"_L1;
    return !openAiApiKey.isEmpty() || isOpenAiBaseUrlSet;
}

QList<SettingKey> settingKeys()
{
    QList<SettingKey> keys;
    for (const Row &row : rows) {
        keys.append({.name = QLatin1String(row.name),
                     .defaultValue = QLatin1String(row.defaultValue),
                     .sentence = tr(row.sentence),
                     .isSecret = row.privacy == Privacy::Secret});
    }
    return keys;
}

QString workspaceFolder(const Values &environment, const Values &options)
{
    const QString key = QLatin1String(homeKey);
    for (const Values *values : {&options, &environment}) {
        if (const QString folder = values->value(key); !folder.trimmed().isEmpty())
            return QDir::cleanPath(QDir().absoluteFilePath(folder));
    }
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return QDir(data).filePath(u"sql-ai-agent"_s);
}

Result<Settings> loadSettings(const Values &environment, const Values &options)
{
    Settings settings{.home = workspaceFolder(environment, options)};
    const QDir home(settings.home);
    const QString envPath = home.filePath(u".env"_s);
    const QString iniPath = home.filePath(u"settings.ini"_s);
    Result<Values> envFile = EnvFile::read(envPath);
    if (!envFile)
        return envFile.error();
    Result<Values> settingsFile = readSettingsFile(iniPath);
    if (!settingsFile)
        return settingsFile.error();

    const std::array sources{
        Source{Place::EnvFile, envPath, *envFile},
        Source{Place::SettingsFile, iniPath, *settingsFile},
        Source{Place::Environment, tr("the environment"), environment},
        Source{Place::Options, tr("the command line"), options},
    };
    Problems problems;
    for (const Source &source : sources) {
        if (const auto taken = takeSource(source, settings, problems); !taken)
            return taken.error();
    }
    // A connection that cannot be read hinders only those who want to connect.
    if (problems.contains(connectionKey)) {
        settings.connection.reset();
        settings.connectionProblem = problems.take(connectionKey);
    }
    if (!problems.isEmpty())
        return problems.first();
    if (settings.connection) // Not before: the two may come from different places.
        settings.connection->isTransactionPooled = settings.isTransactionPooled;
    return settings;
}

Values processEnvironment()
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    Values values;
    for (const Row &row : rows) {
        const QString name = QLatin1String(row.name);
        if (environment.contains(name))
            values.insert(name, environment.value(name));
    }
    return values;
}

}
