#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qsigsesann`, between masternodes: a signing session begins. Passed through as it came.
struct qsigsesann {
    static constexpr command_name command{"qsigsesann"};
    static constexpr short_id v2_id{152};
    static constexpr std::string_view about{"masternodes only: a signing session begins"};

    rest_of_payload content;  ///< not looked into

    static constexpr void fields(auto& self, auto& ar) { ar("content", self.content); }
    friend bool operator==(const qsigsesann&, const qsigsesann&) = default;
};

}  // namespace bitpeer::wire::dash
