// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/ConnectionProfile.h"

#include <QCoreApplication>
#include <QUrl>

#include <libpq-fe.h>

#include <algorithm>
#include <cstring>
#include <memory>

using namespace Qt::StringLiterals;

namespace sqlai::settings {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::settings::ConnectionProfile", text);
}

Error refusal(const QString &detail)
{
    return {.code = ErrorCode::Usage, .detail = detail};
}

/// libpq marks what must not be shown with a star.
bool isSecret(const PQconninfoOption &option)
{
    return std::strcmp(option.dispchar, "*") == 0;
}

struct OptionsDeleter {
    void operator()(PQconninfoOption *options) const
    {
        for (PQconninfoOption *option = options; option->keyword; ++option) {
            // Secret wipes in a way that the compiler keeps.
            if (option->val && isSecret(*option))
                std::fill_n(static_cast<volatile char *>(option->val), std::strlen(option->val), '\0');
        }
        PQconninfoFree(options);
    }
};
using Options = std::unique_ptr<PQconninfoOption, OptionsDeleter>;

Options parsed(const QString &text)
{
    const Secret bytes(text.trimmed().toUtf8());
    char *message = nullptr;
    Options options(PQconninfoParse(bytes.reveal().constData(), &message));
    PQfreemem(message); // Never passed on: it can repeat the password.
    return options;
}

bool arePorts(const QString &text)
{
    for (const QString &port : text.split(u',')) {
        bool isNumber = false;
        const int value = port.toInt(&isNumber);
        const bool isPort = port.isEmpty() || (isNumber && value >= 1 && value <= 65535);
        if (!isPort)
            return false;
    }
    return true;
}

/// What libpq itself would add from the environment, so that the profile says who and where, wherever it is read.
void addDefaults(QMap<QString, QString> &parameters)
{
    if (parameters.contains(u"service"_s)) // A service file ranks below the text, but above these defaults.
        return;
    const Options defaults(PQconndefaults());
    if (!defaults)
        return;
    for (const PQconninfoOption *option = defaults.get(); option->keyword; ++option) {
        const QString keyword = QString::fromLatin1(option->keyword);
        const bool isIdentity =
            keyword == "host"_L1 || keyword == "port"_L1 || keyword == "user"_L1 || keyword == "dbname"_L1;
        if (isIdentity && option->val && *option->val && !parameters.contains(keyword))
            parameters.insert(keyword, QString::fromUtf8(option->val));
    }
}

bool isSocketFolder(const QString &host)
{
    return host.startsWith(u'/') || host.startsWith(u'@');
}

}

Result<ConnectionProfile> ConnectionProfile::parse(const QString &connectionString)
{
    const Options options = connectionString.contains(QChar(0)) ? nullptr : parsed(connectionString);
    if (!options || connectionString.trimmed().isEmpty()) {
        return refusal(tr("This is not an address of a PostgreSQL database. Write it as "
                          "postgresql://user:password@host:5432/database (a special character in the password as %XX) "
                          "or as host=... port=... dbname=... user=...."));
    }
    ConnectionProfile profile;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        if (!option->val || !*option->val)
            continue;
        const QString keyword = QString::fromLatin1(option->keyword);
        if (keyword == "password"_L1)
            profile.password = Secret(option->val);
        else if (isSecret(*option))
            return refusal(tr("The connection's %1 cannot be kept here. Use a key file without a passphrase that only "
                              "you can read.")
                               .arg(keyword));
        else
            profile.parameters.insert(keyword, QString::fromUtf8(option->val));
    }
    if (!arePorts(profile.parameters.value(u"port"_s)))
        return refusal(tr("The connection's port must be a whole number from 1 to 65535."));
    addDefaults(profile.parameters);
    return profile;
}

QString ConnectionProfile::host() const
{
    for (const auto &keyword : {u"host"_s, u"hostaddr"_s, u"service"_s}) {
        if (const QString value = parameters.value(keyword); !value.isEmpty())
            return isSocketFolder(value) ? value : value.toLower();
    }
    return u"localhost"_s;
}

QString ConnectionProfile::database() const
{
    const QString name = parameters.value(u"dbname"_s);
    return name.isEmpty() ? user() : name;
}

QString ConnectionProfile::user() const
{
    return parameters.value(u"user"_s);
}

int ConnectionProfile::port() const
{
    const int port = parameters.value(u"port"_s).section(u',', 0, 0).toInt();
    return port > 0 ? port : 5432;
}

QString ConnectionProfile::key() const
{
    // Escaped, so that a slash in a name cannot make two connections one.
    const auto escaped = [](const QString &name) { return QString::fromLatin1(QUrl::toPercentEncoding(name)); };
    return u"%1:%2/%3/%4"_s.arg(host(), QString::number(port()), escaped(database()), escaped(user()));
}

QString ConnectionProfile::displayName() const
{
    return u"%1 · %2"_s.arg(database(), isSocketFolder(host()) ? u"localhost"_s : host());
}

}
