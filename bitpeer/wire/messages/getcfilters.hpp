#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/filter_type.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `getcfilters` (BIP157): send me the filters of the blocks from a height to a hash, at most 1000.
/// Answered by one `cfilter` each.
struct getcfilters {
    static constexpr command_name command{"getcfilters"};
    static constexpr short_id v2_id{22};
    static constexpr std::string_view about{"send me the filters of these blocks (BIP157)"};

    filter_type type;
    std::uint32_t start_height{};
    hash256 stop_hash;  ///< the last block, inclusive

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("start_height", self.start_height);
        ar("stop_hash", self.stop_hash);
    }
    friend bool operator==(const getcfilters&, const getcfilters&) = default;
};

}  // namespace bitpeer::wire
