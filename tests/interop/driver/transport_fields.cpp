#include "transport_fields.hpp"

#include <bitpeer/base/bytes.hpp>

namespace bitpeer::interop {

void add_transport(wire::json_object& told, const peer& of) {
    const auto counted = of.statistics();
    told.field("transport", counted.transport)
        .field("transport_choice", to_string(counted.chosen))
        .field("decoys_received", counted.decoys_received);
    if (const auto session = of.session()) told.field("session_id", byte_view(*session));
    if (const auto opened = of.opened()) {
        told.field("garbage_sent", opened->ours.garbage)
            .field("garbage_received", opened->theirs.garbage);
    }
}

}  // namespace bitpeer::interop
