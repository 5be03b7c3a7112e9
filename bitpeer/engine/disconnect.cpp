#include <bitpeer/engine/disconnect.hpp>

namespace bitpeer {

std::string_view to_string(disconnect_reason reason) {
    switch (reason) {
        case disconnect_reason::wrong_magic: return "wrong_magic";
        case disconnect_reason::payload_too_large: return "payload_too_large";
        case disconnect_reason::v1_refused: return "v1_refused";
        case disconnect_reason::own_key: return "own_key";
        case disconnect_reason::speaks_v1: return "speaks_v1";
        case disconnect_reason::no_terminator: return "no_terminator";
        case disconnect_reason::packet_too_large: return "packet_too_large";
        case disconnect_reason::bad_tag: return "bad_tag";
        case disconnect_reason::obsolete_protocol_version: return "obsolete_protocol_version";
        case disconnect_reason::missing_services: return "missing_services";
        case disconnect_reason::negotiation_after_handshake: return "negotiation_after_handshake";
        case disconnect_reason::malformed_negotiation: return "malformed_negotiation";
        case disconnect_reason::out_of_order: return "out_of_order";
        case disconnect_reason::unknown_message: return "unknown_message";
        case disconnect_reason::malformed_message: return "malformed_message";
        case disconnect_reason::bad_checksum: return "bad_checksum";
        case disconnect_reason::bad_command: return "bad_command";
        case disconnect_reason::bloom_not_offered: return "bloom_not_offered";
        case disconnect_reason::handshake_flood: return "handshake_flood";
        case disconnect_reason::unwanted_transactions: return "unwanted_transactions";
        case disconnect_reason::reconciliation_violation: return "reconciliation_violation";
        case disconnect_reason::useless_input_flood: return "useless_input_flood";
        case disconnect_reason::broadcast_failed: return "broadcast_failed";
        case disconnect_reason::handshake_timeout: return "handshake_timeout";
        case disconnect_reason::pong_timeout: return "pong_timeout";
        case disconnect_reason::inactivity: return "inactivity";
        case disconnect_reason::write_timeout: return "write_timeout";
        case disconnect_reason::stalled: return "stalled";
        case disconnect_reason::self_connection: return "self_connection";
        case disconnect_reason::closed_by_remote: return "closed_by_remote";
        case disconnect_reason::connection_failed: return "connection_failed";
        case disconnect_reason::requested: return "requested";
        case disconnect_reason::shed: return "shed";
        case disconnect_reason::not_admitted: return "not_admitted";
        case disconnect_reason::version_refused: return "version_refused";
        case disconnect_reason::misconfigured: return "misconfigured";
        case disconnect_reason::out_of_memory: return "out_of_memory";
        case disconnect_reason::purpose_fulfilled: return "purpose_fulfilled";
        case disconnect_reason::lifetime_over: return "lifetime_over";
    }
    return "unknown";
}

fault fault_of(disconnect_reason reason) {
    switch (reason) {
        case disconnect_reason::self_connection:
        case disconnect_reason::requested:
        case disconnect_reason::shed:
        case disconnect_reason::not_admitted:
        case disconnect_reason::version_refused:
        case disconnect_reason::misconfigured:
        case disconnect_reason::out_of_memory:
        case disconnect_reason::purpose_fulfilled:
        case disconnect_reason::lifetime_over: return fault::local;
        case disconnect_reason::closed_by_remote:
        case disconnect_reason::connection_failed: return fault::network;
        default: return fault::remote;
    }
}

std::string_view to_string(fault who) {
    switch (who) {
        case fault::remote: return "remote";
        case fault::local: return "local";
        case fault::network: return "network";
    }
    return "unknown";
}

std::string disconnect::message() const {
    std::string text(to_string(reason));
    if (!detail.empty()) text += ": " + detail;
    return text;
}

}  // namespace bitpeer
