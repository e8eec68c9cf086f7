// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

namespace sqlai {

/// A folder on a disk that is soon full: a small tmpfs where we may mount one, else a limit on every file's size while
/// it lives, which fails the same writes with another reason.
class SmallDisk final
{
public:
    explicit SmallDisk(qint64 bytes)
    {
        QDir().mkpath(path());
        const QString size = QStringLiteral("size=%1").arg(bytes);
        m_isMounted =
            QProcess::execute(QStringLiteral("mount"), {QStringLiteral("-t"), QStringLiteral("tmpfs"),
                                                        QStringLiteral("-o"), size, QStringLiteral("tmpfs"), path()})
            == 0;
        if (m_isMounted)
            return;
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{static_cast<rlim_t>(bytes), m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk() { end(); }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    QString path() const { return m_folder.filePath(QStringLiteral("disk")); }
    bool isMounted() const { return m_isMounted; }

private:
    void end()
    {
        if (m_isMounted)
            QProcess::execute(QStringLiteral("umount"), {QStringLiteral("-l"), path()});
        else
            setrlimit(RLIMIT_FSIZE, &m_before);
    }

    QTemporaryDir m_folder;
    bool m_isMounted = false;
    rlimit m_before{};
};

}
