#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qwatch`: send me what the members of quorums say to each other.
struct qwatch {
    static constexpr command_name command{"qwatch"};
    static constexpr short_id v2_id{151};
    static constexpr std::string_view about{"I want to see how quorums are formed"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const qwatch&, const qwatch&) = default;
};

}  // namespace bitpeer::wire::dash
