#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer::wire {

/// Which outputs a bloom filter adds to itself when one of their scripts matches.
struct bloom_update {
    std::uint8_t number = 0;

    static const bloom_update none;
    static const bloom_update all;
    static const bloom_update pubkey_only;  ///< pay to a public key, and bare multisignature

    friend constexpr bool operator==(bloom_update, bloom_update) = default;
};

inline constexpr bloom_update bloom_update::none{0};
inline constexpr bloom_update bloom_update::all{1};
inline constexpr bloom_update bloom_update::pubkey_only{2};

/// The name as it stands above, or the number.
[[nodiscard]] inline std::string to_string(bloom_update update) {
    switch (update.number) {
        case bloom_update::none.number: return "none";
        case bloom_update::all.number: return "all";
        case bloom_update::pubkey_only.number: return "pubkey_only";
        default: return std::to_string(update.number);
    }
}

/// `filterload` (BIP37): from now on send me only what this bloom filter matches.
struct filterload {
    static constexpr command_name command{"filterload"};
    static constexpr short_id v2_id{8};
    static constexpr int since = 70001;
    static constexpr std::string_view about{"send me only what this bloom filter matches (BIP37)"};

    var_bytes<36'000> filter;  ///< bit i is bit i % 8, from the least, of byte i / 8
    at_most<std::uint32_t, 50> hash_functions;
    std::uint32_t tweak{};  ///< added to the seed of each hash function
    bloom_update flags;     ///< how the filter grows as it matches

    static constexpr void fields(auto& self, auto& ar) {
        ar("filter", self.filter);
        ar("hash_functions", self.hash_functions);
        ar("tweak", self.tweak);
        ar("flags", self.flags);
    }
    friend bool operator==(const filterload&, const filterload&) = default;
};

}  // namespace bitpeer::wire
