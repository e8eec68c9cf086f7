// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ServerAccount.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>

#include <windows.h>

using namespace Qt::StringLiterals;

namespace sqlai::demo {

// initdb and pg_ctl give up an administrator's rights by themselves on Windows, so the account is always the person's.
Result<ServerAccount> ServerAccount::current()
{
    return ServerAccount();
}

QString ServerAccount::clientName() const
{
    return qEnvironmentVariable("USERNAME");
}

bool ServerAccount::hasPeerAuthentication()
{
    return false;
}

int ServerAccount::longestSocketPath()
{
    return 0;
}

QString ServerAccount::utf8CharacterType()
{
    return {};
}

void ServerAccount::prepare(QProcess &process) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.startsWith(u"PG"_s, Qt::CaseInsensitive))
            environment.remove(name);
    }
    process.setProcessEnvironment(environment);
}

Result<void> ServerAccount::makePrivateFolder(const QString &path) const
{
    // A workspace lies in the person's profile, whose access list others do not pass.
    if (!QDir().mkpath(path))
        return failure(path, qt_error_string(int(GetLastError())));
    return {};
}

Result<void> ServerAccount::handOver(const QString &) const
{
    return {};
}

Result<void> ServerAccount::handOver(const QFile &) const
{
    return {};
}

bool ServerAccount::isServerProcess(qint64 process, const QString &)
{
    const HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, DWORD(process));
    if (!handle)
        return false;
    wchar_t name[MAX_PATH] = {};
    DWORD length = MAX_PATH;
    DWORD exitCode = 0;
    const bool isAlive = GetExitCodeProcess(handle, &exitCode) && exitCode == STILL_ACTIVE;
    const bool isNamed = QueryFullProcessImageNameW(handle, 0, name, &length);
    CloseHandle(handle);
    return isAlive && isNamed
           && QString::fromWCharArray(name, int(length)).endsWith(u"\\postgres.exe"_s, Qt::CaseInsensitive);
}

QString ServerAccount::foreignHome() const
{
    return {};
}

}
