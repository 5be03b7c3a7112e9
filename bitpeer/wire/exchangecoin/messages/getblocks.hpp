#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/locator.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getblocks`: announce to me up to 500 blocks that follow. Answered by `inv`.
struct getblocks {
    static constexpr command_name command{"getblocks"};
    static constexpr std::string_view about{"announce to me the blocks that follow"};

    std::uint32_t protocol_version{9};  ///< nobody looks at it; exccd writes 9 always
    exchangecoin::locator locator;      ///< the blocks that the sender has

    static constexpr void fields(auto& self, auto& ar) {
        ar("protocol_version", self.protocol_version);
        ar("locator", self.locator);
    }
    friend bool operator==(const getblocks&, const getblocks&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
