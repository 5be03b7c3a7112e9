#pragma once
/// Bytes as words, and the 64 bytes that each stage of X11 gives.

#include <bitpeer/base/endian.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace bitpeer::crypto::detail {

/// The result of a hash function with 512 bits.
using bytes64 = std::array<std::uint8_t, 64>;

/// As many little-endian words as `Words` has, read from the bytes at `from`.
template <class Words>
[[nodiscard]] constexpr Words load_words_le(const std::uint8_t* from) noexcept {
    using word = typename Words::value_type;
    Words words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = load_le<word>(from + i * sizeof(word));
    return words;
}

/// The same in big endian.
template <class Words>
[[nodiscard]] constexpr Words load_words_be(const std::uint8_t* from) noexcept {
    using word = typename Words::value_type;
    Words words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = load_be<word>(from + i * sizeof(word));
    return words;
}

/// The 64 bytes of the words at `from` in little endian.
template <class Word>
[[nodiscard]] constexpr bytes64 store_words_le(const Word* from) noexcept {
    bytes64 to{};
    for (std::size_t i = 0; i < to.size(); i += sizeof(Word)) {
        store_le(to.data() + i, from[i / sizeof(Word)]);
    }
    return to;
}

/// The same in big endian.
template <class Word>
[[nodiscard]] constexpr bytes64 store_words_be(const Word* from) noexcept {
    bytes64 to{};
    for (std::size_t i = 0; i < to.size(); i += sizeof(Word)) {
        store_be(to.data() + i, from[i / sizeof(Word)]);
    }
    return to;
}

}  // namespace bitpeer::crypto::detail
