// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/Spelling.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace sqlai::knowledge {
namespace {

constexpr qsizetype maximumLength = 40;

/// Letters left out, added, changed, or two swapped (optimal string alignment).
int slipsBetween(const QString &a, const QString &b)
{
    std::array<std::array<int, maximumLength + 1>, 3> rows{};
    for (qsizetype j = 0; j <= b.size(); ++j)
        rows[0][static_cast<std::size_t>(j)] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        auto &row = rows[static_cast<std::size_t>(i % 3)];
        const auto &above = rows[static_cast<std::size_t>((i + 2) % 3)];
        const auto &twoAbove = rows[static_cast<std::size_t>((i + 1) % 3)];
        row[0] = static_cast<int>(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto k = static_cast<std::size_t>(j);
            const int change = a[i - 1] == b[j - 1] ? 0 : 1;
            row[k] = std::min({above[k] + 1, row[k - 1] + 1, above[k - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[k] = std::min(row[k], twoAbove[k - 2] + 1);
        }
    }
    return rows[static_cast<std::size_t>(a.size() % 3)][static_cast<std::size_t>(b.size())];
}

}

void Spelling::add(const QString &word)
{
    if (word.isEmpty() || m_words.contains(word))
        return;
    m_words.insert(word);
    m_byFirstLetter[word.front()].append(word);
}

QString Spelling::corrected(const QString &word) const
{
    // Short words lie too close to each other: "late" is no "lane".
    if (word.size() < 4 || word.size() > maximumLength)
        return {};
    const int allowed = word.size() >= 9 ? 2 : 1;
    QString best;
    int fewest = allowed + 1;
    for (const QString &known : m_byFirstLetter.value(word.front())) {
        const bool isNear =
            known.size() >= 5 && known.size() <= maximumLength && std::abs(known.size() - word.size()) <= allowed;
        const int slips = isNear ? slipsBetween(word, known) : allowed + 1;
        if (slips < fewest || (slips == fewest && fewest <= allowed && known < best)) {
            best = known;
            fewest = slips;
        }
    }
    return best;
}

}
