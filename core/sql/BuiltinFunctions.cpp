// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/BuiltinFunctions.h"

#include "core/sql/BuiltinGroups.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_map>

namespace sqlai::sql {
namespace {

/// Whatever number of arguments.
constexpr int anyCount = -1;

struct Review {
    int argumentCount = anyCount;
    int firstMajor = 0;
    int lastMajor = std::numeric_limits<int>::max();

    bool covers(int major) const { return major >= firstMajor && major <= lastMajor; }
};

using Reviews = std::unordered_map<std::string_view, Review>;

int readNumber(std::string_view digits)
{
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

/// A word of builtinGroups().
void addWord(std::string_view word, Reviews &reviews)
{
    const auto mark = std::min(word.find_first_of("/@"), word.size());
    const std::string_view value = word.substr(std::min(mark + 1, word.size()));
    Review review;
    if (word.substr(mark).starts_with('/'))
        review.argumentCount = readNumber(value);
    else if (value.starts_with('-'))
        review.lastMajor = readNumber(value.substr(1));
    else if (!value.empty())
        review.firstMajor = readNumber(value);
    reviews.emplace(word.substr(0, mark), review);
}

Reviews readGroups()
{
    constexpr std::string_view blanks = " \n";
    Reviews reviews;
    for (std::string_view group : builtinGroups()) {
        for (auto begin = group.find_first_not_of(blanks); begin != std::string_view::npos;
             begin = group.find_first_not_of(blanks)) {
            group.remove_prefix(begin);
            const std::string_view word = group.substr(0, group.find_first_of(blanks));
            group.remove_prefix(word.size());
            addWord(word, reviews);
        }
    }
    return reviews;
}

const Reviews &allReviews()
{
    static const Reviews reviews = readGroups();
    return reviews;
}

}

bool BuiltinFunctions::isReviewed(std::string_view name, int argumentCount, int serverMajor)
{
    const auto found = allReviews().find(name);
    if (found == allReviews().end() || !found->second.covers(std::min(serverMajor, newestMajor)))
        return false;
    return found->second.argumentCount == anyCount || found->second.argumentCount == argumentCount;
}

std::vector<std::string_view> BuiltinFunctions::names(int serverMajor)
{
    std::vector<std::string_view> all;
    for (const auto &[name, review] : allReviews()) {
        if (review.covers(std::min(serverMajor, newestMajor)))
            all.push_back(name);
    }
    return all;
}

}
