#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qrinfo` (DIP24): the answer to `getqrinfo`. Passed through as it came.
struct qrinfo {
    static constexpr command_name command{"qrinfo"};
    static constexpr short_id v2_id{167};
    static constexpr std::string_view about{"all that tells who is in rotating quorums (DIP24)"};

    rest_of_payload content;  ///< not looked into

    static constexpr void fields(auto& self, auto& ar) { ar("content", self.content); }
    friend bool operator==(const qrinfo&, const qrinfo&) = default;
};

}  // namespace bitpeer::wire::dash
