#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qbsigs`, between masternodes: shares of signatures that were asked for. Passed through as it
/// came.
struct qbsigs {
    static constexpr command_name command{"qbsigs"};
    static constexpr short_id v2_id{155};
    static constexpr std::string_view about{"masternodes only: shares of signatures"};

    rest_of_payload content;  ///< not looked into

    static constexpr void fields(auto& self, auto& ar) { ar("content", self.content); }
    friend bool operator==(const qbsigs&, const qbsigs&) = default;
};

}  // namespace bitpeer::wire::dash
