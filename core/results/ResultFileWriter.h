// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/results/ResultStore.h"

#include <QByteArray>
#include <QFile>

#include <atomic>
#include <optional>
#include <vector>

namespace sqlai::results {

/// Writes one result file. Cells are copied once, into a page buffer that is reused; each block is one write.
class ResultFileWriter final : public ResultWriter
{
public:
    ResultFileWriter(const QString &path, ResultStore::Progress progress);

    /// Creates the file, for this user alone.
    Result<void> open();

    Result<void> begin(const table::Columns &columns) override;
    Result<void> append(const table::RowBatch &batch) override;
    Result<void> finish(storage::ResultState state) override;
    qint64 rowsStored() const override { return m_rowsVisible; }

private:
    void copyRow(const table::RowBatch &batch, int row);
    char *reserve(char *position, qsizetype bytes);
    void sealBlock();
    Result<void> writeBlock();
    Result<void> write(QByteArrayView bytes);
    void makeRoom();
    void endPage();
    void publish();

    QFile m_file;
    ResultStore::Progress m_progress;
    /// Room for a block header, then cells; m_used says how much of it counts.
    QByteArray m_buffer;
    qsizetype m_used = 0;
    quint32 m_rowsInBlock = 0;
    quint32 m_rowsInPage = 0;
    std::vector<qint64> m_pageBegins;
    qint64 m_pageBegin = 0;
    qint64 m_position = 0;
    /// Asked for in other threads.
    std::atomic<qint64> m_rowsVisible = 0;
    /// After the first failed write nothing more is written behind the gap.
    std::optional<Error> m_failure;
};

}
