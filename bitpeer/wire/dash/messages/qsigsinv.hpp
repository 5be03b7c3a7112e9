#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qsigsinv`, between masternodes: which shares of a signature the sender has. Passed through as
/// it came.
struct qsigsinv {
    static constexpr command_name command{"qsigsinv"};
    static constexpr short_id v2_id{153};
    static constexpr std::string_view about{"masternodes only: which shares of a signature I have"};

    rest_of_payload content;  ///< not looked into

    static constexpr void fields(auto& self, auto& ar) { ar("content", self.content); }
    friend bool operator==(const qsigsinv&, const qsigsinv&) = default;
};

}  // namespace bitpeer::wire::dash
