// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/knowledge/NgramIndex.h"

#include <QSet>

#include <cmath>

namespace sqlai::knowledge {
namespace {

/// By their hashes, with a fixed seed: 64 bits are enough for two of them hardly ever to meet.
QSet<size_t> ngramsOf(const QString &text)
{
    const QString padded = u' ' + text + u' ';
    QSet<size_t> ngrams;
    for (qsizetype length = 3; length <= 5; ++length) {
        for (qsizetype i = 0; i + length <= padded.size(); ++i)
            ngrams.insert(qHash(QStringView(padded).mid(i, length), 0));
    }
    return ngrams;
}

}

void NgramIndex::add(const QString &text)
{
    for (const size_t ngram : ngramsOf(text)) {
        const auto next = static_cast<int>(m_postings.size());
        const int number = m_numbers.try_emplace(ngram, next).first->second;
        if (number == next)
            m_postings.emplace_back();
        m_postings[static_cast<size_t>(number)].push_back({m_texts, 0});
    }
    ++m_texts;
}

float NgramIndex::rarity(size_t textsWithIt) const
{
    return std::log(1.0F + static_cast<float>(m_texts) / (1.0F + static_cast<float>(textsWithIt)));
}

void NgramIndex::finish()
{
    std::vector<float> squares(static_cast<size_t>(m_texts), 0);
    for (const auto &postings : m_postings) {
        const float weight = rarity(postings.size());
        for (const Posting &posting : postings)
            squares[static_cast<size_t>(posting.text)] += weight * weight;
    }
    for (auto &postings : m_postings) {
        const float weight = rarity(postings.size());
        for (Posting &posting : postings)
            posting.weight = weight / std::sqrt(squares[static_cast<size_t>(posting.text)]);
    }
}

std::vector<float> NgramIndex::cosines(const QString &text) const
{
    std::vector<float> cosines(static_cast<size_t>(m_texts), 0);
    float square = 0;
    for (const size_t ngram : ngramsOf(text)) {
        const auto number = m_numbers.find(ngram);
        const bool isKnown = number != m_numbers.end();
        const float weight = rarity(isKnown ? m_postings[static_cast<size_t>(number->second)].size() : 0);
        square += weight * weight;
        if (!isKnown)
            continue;
        for (const Posting &posting : m_postings[static_cast<size_t>(number->second)])
            cosines[static_cast<size_t>(posting.text)] += weight * posting.weight;
    }
    const float length = square > 0 ? std::sqrt(square) : 1.0F;
    for (float &cosine : cosines)
        cosine /= length;
    return cosines;
}

}
