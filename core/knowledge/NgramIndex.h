// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <unordered_map>
#include <vector>

namespace sqlai::knowledge {

/// Texts by the runs of 3 to 5 characters they hold, weighed by rarity.
class NgramIndex final
{
public:
    /// Texts are numbered in the order of their coming.
    void add(const QString &text);
    /// After the last add(), before the first cosines().
    void finish();
    /// For every text its cosine with `text`, 0 to 1.
    std::vector<float> cosines(const QString &text) const;

private:
    struct Posting {
        int text = 0;
        float weight = 0;
    };

    int m_texts = 0;
    std::unordered_map<size_t, int> m_numbers;
    std::vector<std::vector<Posting>> m_postings;

    float rarity(size_t textsWithIt) const;
};

}
