#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `filteradd` (BIP37): add this to the bloom filter that I loaded.
struct filteradd {
    static constexpr command_name command{"filteradd"};
    static constexpr short_id v2_id{6};
    static constexpr int since = 70001;
    static constexpr std::string_view about{"add this to my bloom filter (BIP37)"};

    var_bytes<520> data;  ///< as long as the largest script element

    static constexpr void fields(auto& self, auto& ar) { ar("data", self.data); }
    friend bool operator==(const filteradd&, const filteradd&) = default;
};

}  // namespace bitpeer::wire
