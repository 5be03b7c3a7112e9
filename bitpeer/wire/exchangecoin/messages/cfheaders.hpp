#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/filter_type.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `cfheaders`: headers of the version 1 filters of consecutive blocks, themselves and not, as in
/// Bitcoin's, the hashes that they are made from.
struct cfheaders {
    static constexpr command_name command{"cfheaders"};
    static constexpr std::string_view about{"filter headers of consecutive blocks"};

    hash256 stop_hash;  ///< the last block
    filter_type type;
    list<hash256, 2000> filter_headers;

    static constexpr void fields(auto& self, auto& ar) {
        ar("stop_hash", self.stop_hash);
        ar("type", self.type);
        ar("filter_headers", self.filter_headers);
    }
    friend bool operator==(const cfheaders&, const cfheaders&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
