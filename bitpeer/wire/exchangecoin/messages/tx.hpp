#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/payload_limits.hpp>
#include <bitpeer/wire/exchangecoin/transaction.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `tx`: one transaction, asked for or not. Below protocol version 4 it has at most 1,000,000
/// bytes.
struct tx {
    static constexpr command_name command{"tx"};
    static constexpr std::string_view about{"one transaction"};

    exchangecoin::transaction transaction;

    static constexpr void fields(auto& self, auto& ar) { ar("transaction", self.transaction); }

    static constexpr size_bounds bounds = exchangecoin::transaction::bounds;
    static void decode(tx& self, reader& in) { detail::read_bounded(self, in); }
    static void encode(const tx& self, auto& out) { detail::write_bounded(self, out); }
    static void layout(auto& self, auto& ar) { fields(self, ar); }

    friend bool operator==(const tx&, const tx&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
