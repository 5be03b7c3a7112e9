#pragma once
#include <bitpeer/wire/command.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qsendrecsigs`: whether to announce `qsigrec`s to me.
struct qsendrecsigs {
    static constexpr command_name command{"qsendrecsigs"};
    static constexpr short_id v2_id{145};
    static constexpr std::string_view about{"send me recovered signatures, or do not"};

    bool wanted{};

    static constexpr void fields(auto& self, auto& ar) { ar("wanted", self.wanted); }
    friend bool operator==(const qsendrecsigs&, const qsendrecsigs&) = default;
};

}  // namespace bitpeer::wire::dash
