#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/inventory.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `getdata`: send me these. Answered by `tx`, `block`, `merkleblock` or `cmpctblock` each, and by
/// `notfound` for transactions that are gone.
struct getdata {
    static constexpr command_name command{"getdata"};
    static constexpr short_id v2_id{11};
    static constexpr std::string_view about{"send me these transactions and blocks"};

    list<inventory, 50'000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }
    friend bool operator==(const getdata&, const getdata&) = default;
};

}  // namespace bitpeer::wire
