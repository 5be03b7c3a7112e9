#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dash/quorum_commitment.hpp>

#include <string_view>

namespace bitpeer::wire::dash {

/// `qfcommit` (DIP6): the final commitment of a new quorum, to be mined.
struct qfcommit {
    static constexpr command_name command{"qfcommit"};
    static constexpr short_id v2_id{146};
    static constexpr std::string_view about{"the final commitment of a new quorum (DIP6)"};

    quorum_commitment commitment;

    static constexpr void fields(auto& self, auto& ar) { ar("commitment", self.commitment); }
    friend bool operator==(const qfcommit&, const qfcommit&) = default;
};

}  // namespace bitpeer::wire::dash
