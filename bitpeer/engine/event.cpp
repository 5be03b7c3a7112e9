#include <bitpeer/engine/event.hpp>

namespace bitpeer {

std::string_view to_string(drop_reason reason) {
    switch (reason) {
        case drop_reason::bad_checksum: return "bad_checksum";
        case drop_reason::bad_command: return "bad_command";
        case drop_reason::unknown_id: return "unknown_id";
        case drop_reason::malformed: return "malformed";
        case drop_reason::out_of_place: return "out_of_place";
        case drop_reason::not_offered: return "not_offered";
    }
    return "unknown";
}

std::string_view to_string(announcement outcome) {
    switch (outcome) {
        case announcement::queued: return "queued";
        case announcement::known: return "known";
        case announcement::unwanted: return "unwanted";
    }
    return "unknown";
}

std::string_view to_string(send_outcome outcome) {
    switch (outcome) {
        case send_outcome::written: return "written";
        case send_outcome::dropped_at_end: return "dropped_at_end";
        case send_outcome::dropped_by_negotiation: return "dropped_by_negotiation";
    }
    return "unknown";
}

std::string_view to_string(request_error error) {
    switch (error) {
        case request_error::timed_out: return "timed_out";
        case request_error::ended: return "ended";
        case request_error::not_found: return "not_found";
    }
    return "unknown";
}

}  // namespace bitpeer
