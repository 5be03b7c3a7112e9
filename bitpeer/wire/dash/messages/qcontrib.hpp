#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `qcontrib`: what a member contributes to the key of a quorum that is being formed (DIP6).
struct qcontrib {
    static constexpr command_name command{"qcontrib"};
    static constexpr short_id v2_id{147};
    static constexpr std::string_view about{"a member contributes to the key of a quorum (DIP6)"};

    std::uint8_t type{};  ///< of the quorum
    hash256 quorum;       ///< the block that the quorum was chosen by
    hash256 pro_tx;       ///< the registration of the member that speaks
    rest_of_payload
        content;  ///< the contribution, not looked into, and the member's signature (96 bytes)

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("pro_tx", self.pro_tx);
        ar("content", self.content);
    }
    friend bool operator==(const qcontrib&, const qcontrib&) = default;
};

}  // namespace bitpeer::wire::dash
