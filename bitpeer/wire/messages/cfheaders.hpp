#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/filter_type.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `cfheaders` (BIP157): filter hashes of consecutive blocks. With the header before them they
/// yield the filter headers: header = SHA256d(filter hash, previous header).
struct cfheaders {
    static constexpr command_name command{"cfheaders"};
    static constexpr short_id v2_id{25};
    static constexpr std::string_view about{"filter hashes of consecutive blocks (BIP157)"};

    filter_type type;
    hash256 stop_hash;        ///< the last block
    hash256 previous_header;  ///< filter header before the first
    list<hash256, 2000> filter_hashes;

    static constexpr void fields(auto& self, auto& ar) {
        ar("type", self.type);
        ar("stop_hash", self.stop_hash);
        ar("previous_header", self.previous_header);
        ar("filter_hashes", self.filter_hashes);
    }
    friend bool operator==(const cfheaders&, const cfheaders&) = default;
};

}  // namespace bitpeer::wire
