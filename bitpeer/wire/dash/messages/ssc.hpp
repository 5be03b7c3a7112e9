#pragma once
#include <bitpeer/wire/command.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `ssc` (sync status count): how many items of a kind the sender has sent or will send.
struct ssc {
    static constexpr command_name command{"ssc"};
    static constexpr short_id v2_id{139};
    static constexpr std::string_view about{"how much of something there is to sync"};

    std::int32_t item{};   ///< the kind of thing
    std::int32_t count{};  ///< how many

    static constexpr void fields(auto& self, auto& ar) {
        ar("item", self.item);
        ar("count", self.count);
    }
    friend bool operator==(const ssc&, const ssc&) = default;
};

}  // namespace bitpeer::wire::dash
