#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `sketch` (BIP330): the answer to `reqrecon` or `reqsketchext`.
struct sketch {
    static constexpr command_name command{"sketch"};
    static constexpr std::string_view about{"a sketch of my transactions (BIP330)"};

    var_bytes<> data;  ///< 4 bytes for each difference that it can find

    static constexpr void fields(auto& self, auto& ar) { ar("data", self.data); }
    friend bool operator==(const sketch&, const sketch&) = default;
};

}  // namespace bitpeer::wire
