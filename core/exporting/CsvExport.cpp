// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/CsvExport.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSaveFile>
#include <QtConcurrent>

namespace sqlai::exporting {
namespace {

constexpr qsizetype bytesPerWrite = 1024LL * 1024;
constexpr qint64 progressMilliseconds = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("sqlai::exporting::CsvExport", text);
}

Error fileError(const QString &detail)
{
    return {.code = ErrorCode::File, .detail = detail};
}

/// One export under way, in one pool thread.
class Job final
{
public:
    Job(const results::ResultReader &reader, const QString &path, const CsvOptions &options)
        : m_reader(reader)
        , m_writer(options)
        , m_file(path)
        , m_page(static_cast<int>(reader.columns().size()))
    {
    }

    Result<ExportSummary> run(const CancelToken &token, const ExportProgress &progress);

private:
    Result<void> open();
    Result<void> writePages(const CancelToken &token, const ExportProgress &progress);
    Result<void> writeOut();
    Error writeFailed() const;

    const results::ResultReader &m_reader;
    CsvWriter m_writer;
    // Without commit() its destructor leaves the older file as it was and takes the temporary one away.
    QSaveFile m_file;
    table::RowBatch m_page;
    QByteArray m_buffer;
    qint64 m_rows = 0;
    qint64 m_bytes = 0;
};

Result<ExportSummary> Job::run(const CancelToken &token, const ExportProgress &progress)
{
    if (const auto opened = open(); !opened)
        return opened.error();
    m_writer.writeHeader(m_reader.columns(), m_buffer);
    if (const auto written = writePages(token, progress); !written)
        return written.error();
    if (token.isCancelled())
        return Error{.code = ErrorCode::Cancelled};
    if (!m_file.commit())
        return writeFailed();
    if (progress)
        progress(m_rows);
    return ExportSummary{.path = m_file.fileName(), .rows = m_rows, .bytes = m_bytes};
}

Result<void> Job::open()
{
    const QFileInfo target(m_file.fileName());
    if (target.fileName().isEmpty() && !target.isDir())
        return fileError(tr("No file name was given. Choose one."));
    if (target.isDir())
        return fileError(tr("%1 is a folder. Choose a file name in it.").arg(m_file.fileName()));
    if (!target.absoluteDir().exists())
        return fileError(tr("The folder %1 does not exist. Choose another one.").arg(target.absolutePath()));
    if (!m_file.open(QIODevice::WriteOnly)) {
        return fileError(tr("Nothing can be written to %1: %2. Choose another folder or file name.")
                             .arg(m_file.fileName(), m_file.errorString()));
    }
    return {};
}

Result<void> Job::writePages(const CancelToken &token, const ExportProgress &progress)
{
    QElapsedTimer sinceProgress;
    sinceProgress.start();
    // Counted once: rows that arrive meanwhile do not belong to what was asked for.
    const qint64 pages = m_reader.pageCount();
    for (qint64 number = 0; number < pages; ++number) {
        if (token.isCancelled())
            return Error{.code = ErrorCode::Cancelled};
        if (const auto read = m_reader.readPage(number, m_page); !read)
            return read;
        m_writer.writeRows(m_page, m_buffer);
        m_rows += m_page.rowCount();
        if (m_buffer.size() >= bytesPerWrite) {
            if (const auto written = writeOut(); !written)
                return written;
        }
        if (progress && sinceProgress.hasExpired(progressMilliseconds)) {
            progress(m_rows);
            sinceProgress.restart();
        }
    }
    return writeOut();
}

Result<void> Job::writeOut()
{
    // A disk that becomes full takes a part without a word; only the next attempt tells the reason.
    for (qsizetype written = 0; written < m_buffer.size();) {
        const qint64 count = m_file.write(m_buffer.constData() + written, m_buffer.size() - written);
        if (count <= 0)
            return writeFailed();
        written += count;
    }
    m_bytes += m_buffer.size();
    m_buffer.resize(0);
    return {};
}

Error Job::writeFailed() const
{
    return fileError(tr("The export to %1 failed: %2. An older file of this name is as it was. Free some space or "
                        "choose another folder.")
                         .arg(m_file.fileName(), m_file.errorString()));
}

}

QFuture<Result<ExportSummary>> exportCsv(std::shared_ptr<const results::ResultReader> reader, const QString &path,
                                         const CsvOptions &options, const CancelToken &token, ExportProgress progress)
{
    return QtConcurrent::run([reader = std::move(reader), path, options, token, progress = std::move(progress)] {
        return Job(*reader, path, options).run(token, progress);
    });
}

}
