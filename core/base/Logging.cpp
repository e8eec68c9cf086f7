// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Logging.h"

#include "core/base/FileLock.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <atomic>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace sqlai {
namespace {

// A message handler is a bare function, so it must find its file somewhere: the one static of the program.
std::atomic<LogFile *> currentLog = nullptr;

int severity(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return 0;
    case QtInfoMsg:
        return 1;
    case QtWarningMsg:
        return 2;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return 3;
}

constexpr const char *levelNames[] = {"debug", "info", "warning", "error"};

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (LogFile *log = currentLog.load())
        log->write(type, context.category, message, {});
    if (severity(type) >= severity(QtWarningMsg))
        std::fprintf(stderr, "%s\n", qUtf8Printable(message));
}

}

LogFile::LogFile(const QString &folder, const QString &level)
    : m_file(QDir(folder).filePath(u"sql-ai-agent.log"_s))
    , m_threshold(1)
{
    for (int i = 0; i < 4; ++i) {
        if (level == QLatin1String(levelNames[i]))
            m_threshold = i;
    }
    QDir().mkpath(folder);
    currentLog = this;
    m_previousHandler = qInstallMessageHandler(handleMessage);
}

LogFile::~LogFile()
{
    qInstallMessageHandler(m_previousHandler);
    currentLog = nullptr;
}

bool LogFile::isLoud(QtMsgType type) const
{
    return severity(type) >= m_threshold;
}

void LogFile::write(QtMsgType type, const char *category, const QString &message, const QJsonObject &fields)
{
    if (!isLoud(type))
        return;
    QJsonObject line = fields;
    line[u"time"_s] = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    line[u"level"_s] = QLatin1String(levelNames[severity(type)]);
    line[u"category"_s] = QLatin1String(category ? category : "default");
    line[u"event"_s] = message;
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';

    const std::scoped_lock lock(m_mutex);
    if (m_file.isOpen() && m_file.size() + bytes.size() > maximumBytes)
        rotate(bytes.size());
    const bool isWritten = (m_file.isOpen() || open()) && m_file.write(bytes) == bytes.size() && m_file.flush();
    if (!isWritten && !std::exchange(m_isComplaining, true))
        std::fprintf(stderr, "The log %s cannot be written: %s\n", qUtf8Printable(path()),
                     qUtf8Printable(m_file.errorString()));
}

bool LogFile::open()
{
    constexpr QFile::Permissions forUsAlone = QFile::ReadOwner | QFile::WriteOwner;
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append, forUsAlone))
        return false;
    m_file.setPermissions(forUsAlone); // One that was there already may be open to others.
    return true;
}

void LogFile::rotate(qint64 bytesToCome)
{
    m_file.close();
    const QString name = path();
    FileLock lock(name + u".lock"_s);
    const auto locked = lock.tryLock(LockMode::Exclusive);
    const bool isBusy = locked && !*locked;
    // Another program rotates, or has done so and we wrote into the renamed file: it is enough to open the new one.
    if (isBusy || QFileInfo(name).size() + bytesToCome <= maximumBytes)
        return;
    QFile::remove(name + u'.' + QString::number(filesKept - 1));
    for (int i = filesKept - 2; i > 0; --i)
        QFile::rename(name + u'.' + QString::number(i), name + u'.' + QString::number(i + 1));
    QFile::rename(name, name + u".1"_s);
}

void logEvent(const QLoggingCategory &category, QtMsgType type, const QString &event, const QJsonObject &fields)
{
    if (LogFile *log = currentLog.load(); log && category.isEnabled(type))
        log->write(type, category.categoryName(), event, fields);
}

}
