#include <bitpeer/node/capture.hpp>

namespace bitpeer::capture {

std::string_view to_string(errc code) {
    switch (code) {
        case errc::not_a_capture: return "not_a_capture";
        case errc::unknown_version: return "unknown_version";
        case errc::no_opening: return "no_opening";
        case errc::record_too_short: return "record_too_short";
        case errc::record_too_long: return "record_too_long";
        case errc::bad_checksum: return "bad_checksum";
        case errc::malformed_record: return "malformed_record";
    }
    return "unknown";
}

std::string error::message() const {
    return std::string(to_string(code)) + " at byte " + std::to_string(offset);
}

}  // namespace bitpeer::capture
