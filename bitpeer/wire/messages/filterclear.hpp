#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `filterclear` (BIP37): drop my bloom filter and send me everything again.
struct filterclear {
    static constexpr command_name command{"filterclear"};
    static constexpr short_id v2_id{7};
    static constexpr int since = 70001;
    static constexpr std::string_view about{"drop my bloom filter (BIP37)"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const filterclear&, const filterclear&) = default;
};

}  // namespace bitpeer::wire
