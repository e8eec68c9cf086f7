// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/KnowledgeBase.h"

#include "core/knowledge/ExampleFile.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QtConcurrentRun>

#include <map>
#include <mutex>

using namespace Qt::StringLiterals;

namespace sqlai::knowledge {
namespace {

struct KnownFile {
    QDateTime modified;
    qint64 size = 0;
    Result<Example> example;

    bool isAsIn(const QFileInfo &info) const { return modified == info.lastModified() && size == info.size(); }
};

using KnownFiles = std::map<QString, KnownFile>;

/// The files as they stand now, those without a change taken over from `known`. Second: whether any changed.
std::pair<KnownFiles, bool> readFiles(const QFileInfoList &infos, const KnownFiles &known)
{
    KnownFiles files;
    bool isChanged = false;
    for (const QFileInfo &info : infos) {
        const auto before = known.find(info.fileName());
        if (before != known.end() && before->second.isAsIn(info)) {
            files.insert(*before);
            continue;
        }
        isChanged = true;
        files.emplace(info.fileName(), KnownFile{info.lastModified(), info.size(), ExampleFile::read(info.filePath())});
    }
    return {files, isChanged || files.size() != known.size()};
}

}

struct KnowledgeBase::State {
    const QString folder;
    std::mutex mutex = {};
    KnownFiles files = {};
    quint64 revision = 0;

    Result<Loaded> load();
};

Result<Loaded> KnowledgeBase::State::load()
{
    const QFileInfo place(folder);
    if (place.exists() && (!place.isDir() || !place.isReadable() || !place.isExecutable())) {
        return Error{.code = ErrorCode::File,
                     .detail =
                         QCoreApplication::translate("sqlai::knowledge::KnowledgeBase",
                                                     "The examples' folder %1 cannot be read. Check its permissions.")
                             .arg(folder)};
    }
    const std::scoped_lock lock(mutex);
    const QFileInfoList infos = QDir(folder).entryInfoList({u"*.sql"_s}, QDir::Files);
    auto [current, isChanged] = readFiles(infos, files);
    files = std::move(current);
    revision += isChanged ? 1 : 0;

    Loaded loaded{.revision = revision};
    for (const auto &[name, file] : files) {
        if (file.example)
            loaded.examples.append(*file.example);
        else
            loaded.problems.append({.file = name, .error = file.example.error()});
    }
    return loaded;
}

KnowledgeBase::KnowledgeBase(const QString &folder)
    : m_state(new State{.folder = folder})
{
}

KnowledgeBase::~KnowledgeBase() = default;

const QString &KnowledgeBase::folder() const
{
    return m_state->folder;
}

QFuture<Result<Loaded>> KnowledgeBase::load()
{
    return QtConcurrent::run([state = m_state] { return state->load(); });
}

}
