#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/phase.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `wtxidrelay` (BIP339): announce transactions to me by wtxid.
struct wtxidrelay {
    static constexpr command_name command{"wtxidrelay"};
    static constexpr int since = 70016;
    static constexpr phase when = phase::negotiation;
    static constexpr std::string_view about{"announce transactions to me by wtxid (BIP339)"};

    static constexpr void fields(auto& /*self*/, auto& /*ar*/) {}
    friend bool operator==(const wtxidrelay&, const wtxidrelay&) = default;
};

}  // namespace bitpeer::wire
