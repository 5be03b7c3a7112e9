#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qsigshare`, between masternodes: shares of signatures, unasked. Passed through as it came.
struct qsigshare {
    static constexpr command_name command{"qsigshare"};
    static constexpr short_id v2_id{157};
    static constexpr std::string_view about{"masternodes only: shares of signatures, unasked"};

    rest_of_payload content;  ///< not looked into

    static constexpr void fields(auto& self, auto& ar) { ar("content", self.content); }
    friend bool operator==(const qsigshare&, const qsigshare&) = default;
};

}  // namespace bitpeer::wire::dash
