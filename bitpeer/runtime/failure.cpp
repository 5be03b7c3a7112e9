#include <bitpeer/runtime/failure.hpp>

namespace bitpeer {

std::string_view to_string(failure_code code) {
    switch (code) {
        case failure_code::bad_address: return "bad_address";
        case failure_code::resolve_failed: return "resolve_failed";
        case failure_code::connect_refused: return "connect_refused";
        case failure_code::connect_timed_out: return "connect_timed_out";
        case failure_code::connect_failed: return "connect_failed";
        case failure_code::needs_proxy: return "needs_proxy";
        case failure_code::bind_failed: return "bind_failed";
        case failure_code::closed: return "closed";
        case failure_code::not_admitted: return "not_admitted";
        case failure_code::proxy_unreachable: return "proxy_unreachable";
        case failure_code::proxy_login_refused: return "proxy_login_refused";
        case failure_code::proxy_refused: return "proxy_refused";
        case failure_code::proxy_failed: return "proxy_failed";
        case failure_code::handshake_failed: return "handshake_failed";
        case failure_code::ended: return "ended";
        case failure_code::not_sent: return "not_sent";
        case failure_code::timed_out: return "timed_out";
        case failure_code::not_found: return "not_found";
        case failure_code::other_type: return "other_type";
        case failure_code::overrun: return "overrun";
        case failure_code::cancelled: return "cancelled";
        case failure_code::would_block: return "would_block";
        case failure_code::out_of_memory: return "out_of_memory";
    }
    return "unknown";
}

std::optional<fault> failure::whose() const {
    if (disconnect) return fault_of(disconnect->reason);
    switch (code) {
        case failure_code::resolve_failed:
        case failure_code::connect_refused:
        case failure_code::connect_timed_out:
        case failure_code::connect_failed:
        case failure_code::proxy_unreachable:
        case failure_code::proxy_refused:
        case failure_code::proxy_failed: return fault::network;
        case failure_code::timed_out:
        case failure_code::not_found: return fault::remote;
        case failure_code::bad_address:
        case failure_code::needs_proxy:
        case failure_code::proxy_login_refused:
        case failure_code::bind_failed:
        case failure_code::closed:
        case failure_code::not_admitted:
        case failure_code::not_sent:
        case failure_code::overrun:
        case failure_code::cancelled:
        case failure_code::would_block:
        case failure_code::out_of_memory: return fault::local;
        case failure_code::handshake_failed:
        case failure_code::ended:
        case failure_code::other_type: return std::nullopt;
    }
    return std::nullopt;
}

std::string failure::message() const {
    std::string text(to_string(code));
    if (!detail.empty()) text += ": " + detail;
    if (disconnect) {
        text += " (";
        if (!transport.empty()) text += transport + ", ";
        text += "fault of the ";
        text += to_string(fault_of(disconnect->reason));
        text += "): " + disconnect->message();
    }
    if (refused) text += ": " + refused->message();
    if (proxy) text += ": " + proxy->message();
    return text;
}

}  // namespace bitpeer
