#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/inventory.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `inv`: I have these. Announces transactions and blocks.
struct inv {
    static constexpr command_name command{"inv"};
    static constexpr short_id v2_id{14};
    static constexpr std::string_view about{"I have these transactions and blocks"};

    list<inventory, 50'000> items;

    static constexpr void fields(auto& self, auto& ar) { ar("items", self.items); }
    friend bool operator==(const inv&, const inv&) = default;
};

}  // namespace bitpeer::wire
