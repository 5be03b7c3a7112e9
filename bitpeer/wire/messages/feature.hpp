#pragma once
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/phase.hpp>

#include <string_view>

namespace bitpeer::wire {

/// `feature` (BIP434): I know this extension. Any number of them may come between `version` and
/// `verack`. Identifiers that nobody knows are ignored; bytes behind the data are not.
struct feature {
    static constexpr command_name command{"feature"};
    static constexpr short_id v2_id{37};
    static constexpr int since = 70017;
    static constexpr phase when = phase::negotiation;
    static constexpr bool exact = true;  ///< trailing bytes are an error (BIP434)
    static constexpr std::string_view about{"I know this extension (BIP434)"};

    var_string<80, 4> id;  ///< `BIPnnn`, or a URL or hash for experiments
    var_bytes<512> data;   ///< its meaning is the extension's

    static constexpr void fields(auto& self, auto& ar) {
        ar("id", self.id);
        ar("data", self.data);
    }
    friend bool operator==(const feature&, const feature&) = default;
};

}  // namespace bitpeer::wire
