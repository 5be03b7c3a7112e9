#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/filter_type.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `cftypes`: the answer to `getcftypes`.
struct cftypes {
    static constexpr command_name command{"cftypes"};
    static constexpr std::string_view about{"the kinds of filters that I have"};

    list<filter_type, 256> types;

    static constexpr void fields(auto& self, auto& ar) { ar("types", self.types); }
    friend bool operator==(const cftypes&, const cftypes&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
