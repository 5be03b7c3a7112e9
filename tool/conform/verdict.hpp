#pragma once
/// What became of one behaviour.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace bitpeer::tool::conform {

enum class grade : std::uint8_t {
    pass,
    fail,
    not_offered,   ///< the remote, its network or this run does not have what the rule is about
    inconclusive,  ///< the question could not be asked, or the answer says nothing
};

[[nodiscard]] constexpr std::string_view to_string(grade given) {
    switch (given) {
        case grade::pass: return "pass";
        case grade::fail: return "fail";
        case grade::not_offered: return "not_offered";
        case grade::inconclusive: return "inconclusive";
    }
    return "inconclusive";
}

/// What the remote did, in one word that stays the same from run to run.
namespace reaction {
inline constexpr std::string_view accepted = "accepted";
inline constexpr std::string_view answered = "answered";
inline constexpr std::string_view ignored = "ignored";            ///< and the connection goes on
inline constexpr std::string_view disconnected = "disconnected";  ///< without a word
inline constexpr std::string_view rejected = "rejected";  ///< disconnected behind a `reject`
inline constexpr std::string_view silent = "silent";      ///< neither an answer nor the end in time
inline constexpr std::string_view none{};
}  // namespace reaction

struct verdict {
    grade given = grade::inconclusive;
    std::string_view how = reaction::none;
    std::string detail{};  ///< for people: what is wrong, or why nothing can be said
};

[[nodiscard]] inline verdict passed(std::string_view how) { return {grade::pass, how}; }
[[nodiscard]] inline verdict failed_by(std::string_view how, std::string detail) {
    return {grade::fail, how, std::move(detail)};
}
[[nodiscard]] inline verdict lacks(std::string detail) {
    return {grade::not_offered, reaction::none, std::move(detail)};
}
[[nodiscard]] inline verdict undecided(std::string detail) {
    return {grade::inconclusive, reaction::none, std::move(detail)};
}

}  // namespace bitpeer::tool::conform
