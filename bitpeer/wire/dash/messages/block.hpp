#pragma once
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `block`: a header and its transactions, the coinbase first. The block's name is the X11 of the
/// header; `wire::block_hash` is not it.
struct block {
    static constexpr command_name command{"block"};
    static constexpr short_id v2_id{2};
    static constexpr std::string_view about{"one block"};

    block_header header;
    list<transaction> transactions;

    static constexpr void fields(auto& self, auto& ar) {
        ar("header", self.header);
        ar("transactions", self.transactions);
    }
    friend bool operator==(const block&, const block&) = default;
};

}  // namespace bitpeer::wire::dash
