#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/locator.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `getheaders`: send me up to 2000 headers that follow. Answered by `headers`; not at all by a
/// node that is not current.
struct getheaders {
    static constexpr command_name command{"getheaders"};
    static constexpr std::string_view about{"send me the headers that follow"};

    std::uint32_t protocol_version{};  ///< nobody looks at it; exccd leaves it zero
    exchangecoin::locator locator;     ///< the blocks that the sender has

    static constexpr void fields(auto& self, auto& ar) {
        ar("protocol_version", self.protocol_version);
        ar("locator", self.locator);
    }
    friend bool operator==(const getheaders&, const getheaders&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
