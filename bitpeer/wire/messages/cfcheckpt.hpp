#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/filter_type.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `cfcheckpt` (BIP157): the filter headers at the heights 1000, 2000, and so on.
struct cfcheckpt {
    static constexpr command_name command{"cfcheckpt"};
    static constexpr short_id v2_id{27};
    static constexpr std::string_view about{"every thousandth filter header (BIP157)"};

    filter_type type;
    hash256 stop_hash;
    list<hash256> filter_headers;

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("stop_hash", self.stop_hash);
        ar("filter_headers", self.filter_headers);
    }
    friend bool operator==(const cfcheckpt&, const cfcheckpt&) = default;
};

}  // namespace bitpeer::wire
