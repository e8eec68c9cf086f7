// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QList>

#include <cstddef>
#include <span>
#include <vector>

namespace sqlai::knowledge {

/// Vectors of one length in one block of float32, searched whole: what it finds is exact. Immutable once built, safe in
/// every thread.
class VectorIndex final
{
public:
    /// A vector by its place in the list, and the cosine of its angle to what was sought.
    struct Match {
        qsizetype place = 0;
        float similarity = 0;

        bool operator==(const Match &) const = default;
    };

    /// Whether there is one of them at least, all are of one length that is not 0, and all numbers are finite.
    static bool areSound(std::span<const std::vector<float>> vectors);
    /// What to say of those that are not: BadReply.
    static Error unsound();

    VectorIndex() = default;
    /// Takes a second or so for 100,000 vectors: use the thread pool. Errors: unsound().
    static Result<VectorIndex> build(const QList<std::vector<float>> &vectors);

    /// How many floats a vector has.
    std::size_t length() const { return m_length; }
    qsizetype size() const { return m_size; }

    /// The `limit` nearest, the nearest first, equal ones by place. A vector of zeros points nowhere: it is near to
    /// nothing, and nothing to it. `query` has the length of the vectors.
    std::vector<Match> nearest(const std::vector<float> &query, qsizetype limit) const;

private:
    void append(const std::vector<float> &vector);

    std::size_t m_length = 0;
    /// The length made up to whole runs of the reckoning, with zeros.
    std::size_t m_stride = 0;
    qsizetype m_size = 0;
    /// Each of length 1.
    std::vector<float> m_block;
    std::vector<bool> m_isZero;
};

}
