#pragma once
/// Tables that more than one dialect or profile keeps to.

#include <bitpeer/engine/legality.hpp>

namespace bitpeer::legality_tables {

/// Bitcoin Core's gates. Redundant `version` and `verack` messages are let go, not punished; so is
/// everything that comes before its time. Messages that are not known are passed on once both are
/// up.
inline constexpr legality_table core{
    .verdicts{{
        // opening, negotiation, closing, early, running
        {legality::process, legality::ignore, legality::ignore, legality::ignore, legality::ignore},
        {legality::ignore,
         legality::process,
         legality::process,
         legality::process,
         legality::ignore},
        {legality::ignore,
         legality::disconnect,
         legality::ignore,
         legality::process,
         legality::process},
    }},
    .unknown{legality::ignore, legality::ignore, legality::process},
};

/// btcd's, and of those who descend from it: nothing but the handshake during the handshake, and
/// nothing of it later. Nothing unknown, ever.
inline constexpr legality_table strict{
    .verdicts{{
        {legality::process,
         legality::disconnect,
         legality::disconnect,
         legality::disconnect,
         legality::disconnect},
        {legality::disconnect,
         legality::process,
         legality::process,
         legality::disconnect,
         legality::disconnect},
        {legality::disconnect,
         legality::disconnect,
         legality::disconnect,
         legality::process,
         legality::process},
    }},
    .unknown{legality::disconnect, legality::disconnect, legality::disconnect},
};

}  // namespace bitpeer::legality_tables
