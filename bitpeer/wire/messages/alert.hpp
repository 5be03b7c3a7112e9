#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `alert`: a signed notice to all users. Dead since 2016, when its key was published; Bitcoin Core
/// still sends the final one to peers up to protocol version 70012. What is inside is not looked
/// at.
struct alert {
    static constexpr command_name command{"alert"};
    static constexpr std::string_view about{"a signed notice to all users; dead since 2016"};

    var_bytes<> payload;
    var_bytes<> signature;

    static constexpr void fields(auto& self, auto& ar) {
        ar("payload", self.payload);
        ar("signature", self.signature);
    }
    friend bool operator==(const alert&, const alert&) = default;
};

}  // namespace bitpeer::wire
