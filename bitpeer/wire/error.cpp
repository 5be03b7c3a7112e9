#include <bitpeer/wire/error.hpp>

namespace bitpeer::wire {

std::string_view to_string(errc code) {
    switch (code) {
        case errc::truncated: return "truncated";
        case errc::trailing_bytes: return "trailing_bytes";
        case errc::non_canonical_size: return "non_canonical_size";
        case errc::size_above_limit: return "size_above_limit";
        case errc::count_above_limit: return "count_above_limit";
        case errc::length_above_limit: return "length_above_limit";
        case errc::length_below_limit: return "length_below_limit";
        case errc::bad_address_length: return "bad_address_length";
        case errc::unknown_transaction_flag: return "unknown_transaction_flag";
        case errc::superfluous_witness: return "superfluous_witness";
        case errc::index_overflow: return "index_overflow";
        case errc::bad_value: return "bad_value";
        case errc::not_printable: return "not_printable";
        case errc::count_mismatch: return "count_mismatch";
        case errc::not_in_protocol_version: return "not_in_protocol_version";
    }
    return "unknown";
}

std::string field_path::to_string() const {
    std::string text;
    for (std::size_t i = 0; i < size_; ++i) {
        if (steps_[i].name == nullptr) {
            text += '[' + std::to_string(steps_[i].index) + ']';
            continue;
        }
        if (!text.empty()) text += '.';
        text += steps_[i].name;
    }
    return text;
}

namespace {

std::string explanation(const error& e) {
    const auto actual = std::to_string(e.actual);
    const auto allowed = std::to_string(e.allowed);
    switch (e.code) {
        case errc::truncated: return "needs " + allowed + " bytes, has " + actual;
        case errc::trailing_bytes: return actual + " bytes follow the last field";
        case errc::non_canonical_size: return "size " + actual + " is not in its shortest form";
        case errc::size_above_limit: return "size " + actual + " is above " + allowed;
        case errc::count_above_limit: return "count " + actual + " is above " + allowed;
        case errc::length_above_limit: return "length " + actual + " is above " + allowed;
        case errc::length_below_limit: return "length " + actual + " is below " + allowed;
        case errc::bad_address_length:
            return "address of " + actual + " bytes where the network has " + allowed;
        case errc::unknown_transaction_flag: return "transaction flag " + actual + " is not known";
        case errc::superfluous_witness: return "witness flag set, but every witness is empty";
        case errc::index_overflow: return "index " + actual + " is above " + allowed;
        case errc::bad_value: return "value " + actual + " is not allowed";
        case errc::not_printable: return "byte " + actual + " is not printable ASCII";
        case errc::count_mismatch: return "count " + actual + " where " + allowed + " is due";
        case errc::not_in_protocol_version:
            return "exists since protocol version " + allowed + ", negotiated is " + actual;
    }
    return "unknown error";
}

}  // namespace

std::string error::message() const {
    std::string text(command.text());
    if (const auto path = field.to_string(); !path.empty()) {
        if (!text.empty()) text += '.';
        text += path;
    }
    if (!text.empty()) text += ": ";
    return text + explanation(*this) + ", at " + std::to_string(offset);
}

}  // namespace bitpeer::wire
