#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `qdata`: the answer to `qgetdata`.
struct qdata {
    static constexpr command_name command{"qdata"};
    static constexpr short_id v2_id{159};
    static constexpr int since = 70219;
    static constexpr std::string_view about{"data of a quorum"};

    std::uint8_t type{};     ///< of the quorum
    hash256 quorum;          ///< the block that the quorum was chosen by
    std::uint16_t wanted{};  ///< as in `qgetdata`
    hash256 pro_tx;          ///< as in `qgetdata`
    std::uint8_t error{};    ///< 0: none
    rest_of_payload data;    ///< what was asked for, not looked into

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("wanted", self.wanted);
        ar("pro_tx", self.pro_tx);
        ar("error", self.error);
        ar("data", self.data);
    }
    friend bool operator==(const qdata&, const qdata&) = default;
};

}  // namespace bitpeer::wire::dash
