#pragma once
#include <bitpeer/wire/command.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `reqrecon` (BIP330): send me a sketch of the transactions that you would announce to me.
struct reqrecon {
    static constexpr command_name command{"reqrecon"};
    static constexpr std::string_view about{"send me a sketch of your transactions (BIP330)"};

    std::uint16_t set_size{};  ///< how many transactions the sender has
    std::uint16_t q{};         ///< the expected difference, in units of 1 / 32767

    static constexpr void fields(auto& self, auto& ar) {
        ar("set_size", self.set_size);
        ar("q", self.q);
    }
    friend bool operator==(const reqrecon&, const reqrecon&) = default;
};

}  // namespace bitpeer::wire
