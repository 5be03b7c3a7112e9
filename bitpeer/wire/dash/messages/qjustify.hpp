#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `qjustify`: how a member answers complaints about its contribution (DIP6).
struct qjustify {
    static constexpr command_name command{"qjustify"};
    static constexpr short_id v2_id{149};
    static constexpr std::string_view about{
        "a member answers complaints about its contribution (DIP6)"};

    std::uint8_t type{};  ///< of the quorum
    hash256 quorum;       ///< the block that the quorum was chosen by
    hash256 pro_tx;       ///< the registration of the member that speaks
    rest_of_payload
        content;  ///< the justification, not looked into, and the member's signature (96 bytes)

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("pro_tx", self.pro_tx);
        ar("content", self.content);
    }
    friend bool operator==(const qjustify&, const qjustify&) = default;
};

}  // namespace bitpeer::wire::dash
