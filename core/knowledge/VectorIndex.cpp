// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/VectorIndex.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace sqlai::knowledge {
namespace {

/// So many sums side by side: enough that the processor waits for memory rather than for the sum before.
constexpr std::size_t lanes = 16;

/// `length` is a multiple of lanes.
float dotProduct(const float *left, const float *right, std::size_t length)
{
    std::array<float, lanes> sums{};
    for (std::size_t i = 0; i < length; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += left[i + lane] * right[i + lane];
    }
    for (std::size_t width = lanes / 2; width > 0; width /= 2) {
        for (std::size_t lane = 0; lane < width; ++lane)
            sums[lane] += sums[lane + width];
    }
    return sums[0];
}

/// Double, since the square of a float may be no float any more.
double norm(const std::vector<float> &vector)
{
    double sum = 0;
    for (const double value : vector)
        sum += value * value;
    return std::sqrt(sum);
}

/// Ahead of another in the answer.
bool isNearer(const VectorIndex::Match &left, const VectorIndex::Match &right)
{
    return left.similarity != right.similarity ? left.similarity > right.similarity : left.place < right.place;
}

}

bool VectorIndex::areSound(std::span<const std::vector<float>> vectors)
{
    if (vectors.empty() || vectors.front().empty())
        return false;
    return std::ranges::all_of(vectors, [length = vectors.front().size()](const std::vector<float> &vector) {
        return vector.size() == length && std::ranges::all_of(vector, [](float value) { return std::isfinite(value); });
    });
}

Error VectorIndex::unsound()
{
    return {.code = ErrorCode::BadReply,
            .detail = QCoreApplication::translate("sqlai::knowledge::VectorIndex",
                                                  "the embeddings are not finite numbers in vectors of one length.")};
}

Result<VectorIndex> VectorIndex::build(const QList<std::vector<float>> &vectors)
{
    if (!areSound(vectors))
        return unsound();
    VectorIndex index;
    index.m_length = vectors.first().size();
    index.m_stride = (index.m_length + lanes - 1) / lanes * lanes;
    index.m_block.reserve(index.m_stride * static_cast<std::size_t>(vectors.size()));
    for (const std::vector<float> &vector : vectors)
        index.append(vector);
    return index;
}

void VectorIndex::append(const std::vector<float> &vector)
{
    const double length = norm(vector);
    m_isZero.push_back(length == 0);
    for (const double value : vector)
        m_block.push_back(length == 0 ? 0.0F : static_cast<float>(value / length));
    ++m_size;
    m_block.resize(m_stride * static_cast<std::size_t>(m_size));
}

std::vector<VectorIndex::Match> VectorIndex::nearest(const std::vector<float> &query, qsizetype limit) const
{
    Q_ASSERT(m_size == 0 || query.size() == m_length);
    const double length = norm(query);
    const auto wanted = static_cast<std::size_t>(std::clamp<qsizetype>(limit, 0, m_size));
    if (length == 0 || wanted == 0)
        return {};
    std::vector<float> sought(m_stride);
    std::ranges::transform(query, sought.begin(),
                           [length](double value) { return static_cast<float>(value / length); });

    // A heap of the best so far, the worst of them on top.
    std::vector<Match> best;
    best.reserve(wanted + 1);
    for (qsizetype place = 0; place < m_size; ++place) {
        const auto row = static_cast<std::size_t>(place);
        const float similarity = dotProduct(m_block.data() + row * m_stride, sought.data(), m_stride);
        if ((best.size() == wanted && similarity <= best.front().similarity) || m_isZero[row])
            continue; // Of equal ones the first was here first.
        best.push_back({.place = place, .similarity = similarity});
        std::ranges::push_heap(best, isNearer);
        if (best.size() > wanted) {
            std::ranges::pop_heap(best, isNearer);
            best.pop_back();
        }
    }
    std::ranges::sort_heap(best, isNearer);
    return best;
}

}
