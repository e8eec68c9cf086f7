// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonObject>
#include <QLoggingCategory>
#include <QString>

#include <mutex>

namespace sqlai {

/// The log: JSON lines in a folder, rotated by size; several programs may write to it. Catches Qt's own messages while
/// it lives, and is written to by logEvent(). Safe in every thread; one of it at a time. A folder that cannot be
/// written to is told once on stderr.
class LogFile final
{
public:
    static constexpr qint64 maximumBytes = 5LL * 1024 * 1024;
    static constexpr int filesKept = 5;

    /// `level` is debug, info, warning or error (Settings::logLevel); lower ones are left out.
    LogFile(const QString &folder, const QString &level);
    ~LogFile();
    LogFile(const LogFile &) = delete;
    LogFile &operator=(const LogFile &) = delete;

    QString path() const { return m_file.fileName(); }
    void write(QtMsgType type, const char *category, const QString &message, const QJsonObject &fields);

private:
    bool isLoud(QtMsgType type) const;
    bool open();
    void rotate(qint64 bytesToCome);

    std::mutex m_mutex;
    QFile m_file;
    int m_threshold;
    bool m_isComplaining = false;
    QtMessageHandler m_previousHandler;
};

/// Writes one event with its fields, for example `{"attempt": id, "rows": 500}`. English, and never a secret.
void logEvent(const QLoggingCategory &category, QtMsgType type, const QString &event, const QJsonObject &fields = {});

}
