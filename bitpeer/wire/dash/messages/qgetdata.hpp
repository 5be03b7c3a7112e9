#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire::dash {

/// `qgetdata`: send me data of a quorum. Answered by `qdata`.
struct qgetdata {
    static constexpr command_name command{"qgetdata"};
    static constexpr short_id v2_id{158};
    static constexpr int since = 70219;
    static constexpr std::string_view about{"send me data of a quorum"};

    std::uint8_t type{};     ///< of the quorum
    hash256 quorum;          ///< the block that the quorum was chosen by
    std::uint16_t wanted{};  ///< 1: the verification vector; 2: encrypted contributions
    hash256 pro_tx;          ///< whose contributions; zero: none are wanted

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("quorum", self.quorum);
        ar("wanted", self.wanted);
        ar("pro_tx", self.pro_tx);
    }
    friend bool operator==(const qgetdata&, const qgetdata&) = default;
};

}  // namespace bitpeer::wire::dash
