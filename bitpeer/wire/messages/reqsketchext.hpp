#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `reqsketchext` (BIP330): the sketch was too small, send me its continuation.
struct reqsketchext {
    static constexpr command_name command{"reqsketchext"};
    static constexpr std::string_view about{"send me the continuation of your sketch (BIP330)"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const reqsketchext&, const reqsketchext&) = default;
};

}  // namespace bitpeer::wire
