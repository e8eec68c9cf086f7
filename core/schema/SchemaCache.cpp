// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaCache.h"

#include "core/base/WhenReady.h"
#include "core/schema/SchemaFolder.h"

#include <QDir>
#include <QLoggingCategory>
#include <QSaveFile>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::schema {
namespace {

Q_LOGGING_CATEGORY(schemaLog, "sqlai.schema", QtInfoMsg)

QString timePath(const QString &folder)
{
    return folder + u"/read_at.txt"_s;
}

Result<KnownSchema> loadFiles(const QString &folder)
{
    auto schema = SchemaFolder::read(folder);
    if (!schema)
        return schema.error();
    QFile file(timePath(folder));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    const auto readAt = QDateTime::fromString(QString::fromLatin1(file.readAll()).trimmed(), Qt::ISODateWithMs);
    if (!isOpen || !readAt.isValid())
        return Error{.code = ErrorCode::NotFound, .detail = u"Nobody knows when this schema was read."_s};
    return KnownSchema{.schema = std::move(*schema), .readAt = readAt};
}

void storeFiles(const KnownSchema &known, const QString &folder)
{
    if (const auto written = SchemaFolder::write(known.schema, folder); !written) {
        qCWarning(schemaLog, "%s", qPrintable(written.error().detail));
        return;
    }
    QSaveFile file(timePath(folder));
    const QByteArray time = known.readAt.toUTC().toString(Qt::ISODateWithMs).toLatin1() + '\n';
    if (!file.open(QIODevice::WriteOnly) || file.write(time) != time.size() || !file.commit())
        qCWarning(schemaLog, "%s: %s", qPrintable(file.fileName()), qPrintable(file.errorString()));
}

}

SchemaCache::SchemaCache(SchemaSource &source, const Clock &clock, const QString &folder, const QString &connectionKey,
                         QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(clock)
    , m_folder(QDir(folder).filePath(SchemaFolder::safeName(connectionKey)))
{
    m_files.setMaxThreadCount(1);
}

SchemaCache::~SchemaCache()
{
    m_running.cancel();
    answer(Error{.code = ErrorCode::Cancelled});
}

QFuture<Result<Schema>> SchemaCache::current(const CancelToken &token)
{
    if (m_known)
        return readyFuture<Schema>(m_known->schema);
    const bool isFirst = m_waiting.empty();
    auto future = wait(token);
    if (isFirst)
        load();
    return future;
}

QFuture<Result<Schema>> SchemaCache::refresh(const CancelToken &token)
{
    const bool isFirst = m_waiting.empty();
    auto future = wait(token);
    // Where files are being looked at, the server comes after them; where it is being asked, its answer serves all.
    m_isServerWanted = true;
    if (isFirst)
        read();
    return future;
}

QFuture<Result<Schema>> SchemaCache::wait(const CancelToken &token)
{
    auto promise = std::make_shared<QPromise<Result<Schema>>>();
    promise->start();
    m_waiting.push_back({.number = ++m_lastWaiter, .promise = promise});
    m_waiting.back().registration = token.onCancel([this, waiter = m_lastWaiter] {
        QMetaObject::invokeMethod(
            this, [this, waiter] { leave(waiter); }, Qt::QueuedConnection);
    });
    return promise->future();
}

void SchemaCache::load()
{
    whenReady(QtConcurrent::run(&m_files, [folder = m_folder] { return loadFiles(folder); }), this,
              [this, request = ++m_request](const Result<KnownSchema> &loaded) {
                  if (request != m_request)
                      return;
                  if (loaded && !m_known) {
                      m_known = *loaded;
                      Q_EMIT refreshed();
                  }
                  if (m_known && !m_isServerWanted)
                      answer(m_known->schema);
                  else
                      read();
              });
}

void SchemaCache::read()
{
    m_running = CancelSource();
    whenReady(m_source.read(m_running.token()), this, [this, request = ++m_request](const Result<Schema> &result) {
        if (request == m_request)
            accept(result);
    });
}

void SchemaCache::accept(const Result<Schema> &result)
{
    if (result) {
        m_known = KnownSchema{.schema = *result, .readAt = m_clock.now()};
        store(*m_known);
        Q_EMIT refreshed();
    }
    answer(result);
}

void SchemaCache::store(const KnownSchema &known)
{
    m_files.start([known, folder = m_folder] { storeFiles(known, folder); });
}

void SchemaCache::answer(const Result<Schema> &result)
{
    ++m_request;
    m_isServerWanted = false;
    for (const Waiter &waiter : std::exchange(m_waiting, {})) {
        waiter.promise->addResult(result);
        waiter.promise->finish();
    }
}

void SchemaCache::leave(quint64 waiter)
{
    const auto found = std::ranges::find(m_waiting, waiter, &Waiter::number);
    if (found == m_waiting.end())
        return;
    const auto gone = std::move(*found);
    m_waiting.erase(found);
    gone.promise->addResult(Error{.code = ErrorCode::Cancelled});
    gone.promise->finish();
    if (!m_waiting.empty())
        return;
    m_running.cancel();
    ++m_request;
    m_isServerWanted = false;
}

}
