#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/strict_types.hpp>

#include <cstdint>
#include <string_view>

namespace bitpeer::wire {

/// `reconcildiff` (BIP330): how the reconciliation ended, and what I lack.
struct reconcildiff {
    static constexpr command_name command{"reconcildiff"};
    static constexpr std::string_view about{"what I lack after a reconciliation (BIP330)"};

    strict_bool success;         ///< false: announce everything by `inv`
    list<std::uint32_t> wanted;  ///< short ids of transactions

    static constexpr void fields(auto& self, auto& ar) {
        ar("success", self.success);
        ar("wanted", self.wanted);
    }
    friend bool operator==(const reconcildiff&, const reconcildiff&) = default;
};

}  // namespace bitpeer::wire
