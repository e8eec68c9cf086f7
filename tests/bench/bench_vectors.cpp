// SPDX-License-Identifier: GPL-3.0-or-later
// How long the search through 100,000 vectors of 1536 takes, against reading the same bytes once. The two are measured
// by turns, so that a busy machine slows both. Usage: bench_vectors
#include "core/knowledge/VectorIndex.h"

#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <random>
#include <vector>

using namespace sqlai::knowledge;

namespace {

constexpr qsizetype vectorCount = 100'000;
constexpr std::size_t length = 1'536;
constexpr int runs = 9;

QList<std::vector<float>> randomVectors()
{
    std::minstd_rand random(7); // NOLINT(bugprone-random-generator-seed): the same vectors each time.
    std::uniform_real_distribution<float> component(-1, 1);
    QList<std::vector<float>> vectors(vectorCount);
    for (std::vector<float> &vector : vectors) {
        vector.resize(length);
        std::ranges::generate(vector, [&] { return component(random); });
    }
    return vectors;
}

/// The sum of all words, in as many sums as keep the processor from waiting for itself.
std::uint64_t readAll(const std::vector<std::uint64_t> &words)
{
    std::array<std::uint64_t, 16> sums{};
    for (std::size_t i = 0; i + sums.size() <= words.size(); i += sums.size()) {
        for (std::size_t lane = 0; lane < sums.size(); ++lane)
            sums[lane] += words[i + lane];
    }
    std::uint64_t sum = 0;
    for (const std::uint64_t part : sums)
        sum += part;
    return sum;
}

template <typename Work>
double milliseconds(Work work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

}

int main()
{
    QList<std::vector<float>> vectors = randomVectors();
    const std::vector<float> query = vectors[4'711];
    auto index = VectorIndex::build(vectors);
    vectors.clear();
    if (!index)
        return 1;
    const std::vector<std::uint64_t> words(vectorCount * length * sizeof(float) / sizeof(std::uint64_t), 1);

    std::vector<double> reading;
    std::vector<double> searching;
    std::uint64_t sum = 0;
    qsizetype nearest = -1;
    for (int i = 0; i < runs; ++i) {
        reading.push_back(milliseconds([&] { sum += readAll(words); }));
        searching.push_back(milliseconds([&] { nearest = index->nearest(query, 3).front().place; }));
    }
    const double read = median(reading);
    const double searched = median(searching);
    const double gigabytes = static_cast<double>(words.size() * sizeof(std::uint64_t)) / 1e9;
    std::printf("%lld vectors of %zu floats, %.2f GB; median of %d\n", static_cast<long long>(vectorCount), length,
                gigabytes, runs);
    std::printf("read:   %6.1f ms, %5.1f GB/s (sum %llu)\n", read, gigabytes / read * 1e3,
                static_cast<unsigned long long>(sum));
    std::printf("search: %6.1f ms, %5.1f GB/s (nearest %lld)\n", searched, gigabytes / searched * 1e3,
                static_cast<long long>(nearest));
    std::printf("ratio:  %6.2f\n", searched / read);
    return nearest == 4'711 ? 0 : 1;
}
