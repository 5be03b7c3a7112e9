#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qgetsigs`, between masternodes: send me these shares of a signature. Passed through as it came.
struct qgetsigs {
    static constexpr command_name command{"qgetsigs"};
    static constexpr short_id v2_id{154};
    static constexpr std::string_view about{"masternodes only: send me shares of a signature"};

    rest_of_payload content;  ///< not looked into

    static constexpr void fields(auto& self, auto& ar) { ar("content", self.content); }
    friend bool operator==(const qgetsigs&, const qgetsigs&) = default;
};

}  // namespace bitpeer::wire::dash
