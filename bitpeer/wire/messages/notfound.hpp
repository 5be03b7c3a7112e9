#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/inventory.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `notfound`: I do not have these that you asked for.
struct notfound {
    static constexpr command_name command{"notfound"};
    static constexpr short_id v2_id{17};
    static constexpr std::string_view about{"I do not have these"};

    list<inventory, 50'000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }
    friend bool operator==(const notfound&, const notfound&) = default;
};

}  // namespace bitpeer::wire
