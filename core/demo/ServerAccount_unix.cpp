// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/ServerAccount.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#ifdef Q_OS_MACOS
#include <libproc.h>
#endif

using namespace Qt::StringLiterals;

namespace sqlai::demo {
namespace {

/// Paths of which one is the data folder if the process is its postmaster.
QStringList foldersOf(pid_t process)
{
#ifdef Q_OS_MACOS
    proc_vnodepathinfo info{};
    const int size = proc_pidinfo(process, PROC_PIDVNODEPATHINFO, 0, &info, sizeof(info));
    return {size == int(sizeof(info)) ? QFile::decodeName(info.pvi_cdir.vip_path) : QString()};
#else
    // `postgres -D FOLDER`. Not /proc/N/cwd: in a container root may not look at that of another account.
    QFile file(u"/proc/%1/cmdline"_s.arg(process));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    return isOpen ? QFile::decodeName(file.readAll()).split(u'\0') : QStringList();
#endif
}

}

Result<ServerAccount> ServerAccount::current()
{
    ServerAccount account;
    account.m_user = geteuid();
    account.m_group = getegid();
    if (account.m_user != 0)
        return account;

    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    getpwnam_r("postgres", &entry, buffer.data(), buffer.size(), &found);
    if (!found)
        return Error{.code = ErrorCode::NotFound,
                     .detail = tr("PostgreSQL does not run as root, and this system has no user \"postgres\" to run "
                                  "the demo database under: start the program as an ordinary user.")};
    account.m_isForeign = true;
    account.m_user = entry.pw_uid;
    account.m_group = entry.pw_gid;
    return account;
}

QString ServerAccount::clientName() const
{
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> buffer{};
    getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
    return found ? QFile::decodeName(entry.pw_name) : QString();
}

bool ServerAccount::hasPeerAuthentication()
{
    return true;
}

int ServerAccount::longestSocketPath()
{
    return int(sizeof(sockaddr_un::sun_path)) - 1;
}

QString ServerAccount::utf8CharacterType()
{
#ifdef Q_OS_MACOS
    return u"UTF-8"_s;
#else
    return u"C.UTF-8"_s;
#endif
}

void ServerAccount::prepare(QProcess &process) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.startsWith(u"PG"_s))
            environment.remove(name);
    }
    process.setProcessEnvironment(environment);
    if (!m_isForeign)
        return;
    process.setChildProcessModifier([user = m_user, group = m_group] {
        // In the forked child, where only bare system calls are safe; a half-changed account must not go on.
        if (setgroups(0, nullptr) != 0 || setgid(group) != 0 || setuid(user) != 0)
            _exit(126);
    });
}

Result<void> ServerAccount::makePrivateFolder(const QString &path) const
{
    const QByteArray name = QFile::encodeName(path);
    if (mkdir(name.constData(), S_IRWXU) != 0 && errno != EEXIST)
        return failure(path, qt_error_string(errno));
    struct stat status {
    };
    // Not through a link, and nobody else's: in a folder for everyone somebody may have made it before us.
    if (lstat(name.constData(), &status) != 0)
        return failure(path, qt_error_string(errno));
    if (!S_ISDIR(status.st_mode) || (status.st_uid != geteuid() && status.st_uid != m_user))
        return failure(path, tr("it belongs to somebody else"));
    if (chmod(name.constData(), S_IRWXU) != 0)
        return failure(path, qt_error_string(errno));
    return handOver(path);
}

Result<void> ServerAccount::handOver(const QString &path) const
{
    if (m_isForeign && lchown(QFile::encodeName(path).constData(), m_user, m_group) != 0)
        return failure(path, qt_error_string(errno));
    return {};
}

Result<void> ServerAccount::handOver(const QFile &file) const
{
    if (m_isForeign && fchown(file.handle(), m_user, m_group) != 0)
        return failure(file.fileName(), qt_error_string(errno));
    return {};
}

bool ServerAccount::isServerProcess(qint64 process, const QString &dataFolder)
{
    const auto number = static_cast<pid_t>(process);
    if (number <= 0 || (kill(number, 0) != 0 && errno != EPERM))
        return false;
    const QString wanted = QFileInfo(dataFolder).canonicalFilePath();
    const QStringList folders = foldersOf(number);
    return std::any_of(folders.begin(), folders.end(), [&](const QString &folder) {
        return !wanted.isEmpty() && QFileInfo(folder).canonicalFilePath() == wanted;
    });
}

QString ServerAccount::foreignHome() const
{
    if (!m_isForeign)
        return {};
    const QString lasting = u"/var/lib"_s;
    return QFileInfo(lasting).isWritable() ? lasting : QDir::tempPath();
}

}
