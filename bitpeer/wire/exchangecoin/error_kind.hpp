#pragma once
/// The errors of exccd's `wire` package, for those who port code that tells them apart.

#include <bitpeer/wire/error.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// In the original's order. Not all of them are about payloads: frames have some too.
enum class error_kind : std::uint8_t {
    non_canonical_var_int,
    var_string_too_long,
    var_bytes_too_long,
    cmd_too_long,
    payload_too_large,
    wrong_network,
    malformed_cmd,
    unknown_cmd,
    payload_checksum,
    too_many_addrs,
    too_many_txs,
    msg_invalid_for_pver,
    filter_too_large,
    too_many_proofs,
    too_many_filter_types,
    too_many_locators,
    too_many_vectors,
    too_many_headers,
    header_contains_txs,
    too_many_votes,
    too_many_blocks,
    mismatched_witness_count,
    unknown_tx_type,
    read_in_prefix_from_witness_only_tx,
    invalid_msg,
    user_agent_too_long,
    too_many_filter_headers,
    malformed_strict_string,
    too_many_init_state_types,
    init_state_type_too_long,
    too_many_tspends,
};

/// The original's name: "ErrTooManyVectors".
[[nodiscard]] std::string_view to_string(error_kind kind);

/// Whether a payload was read or written: the original has other names for some limits when it
/// writes.
enum class payload_step : std::uint8_t { reading, writing };

/// What the original calls a failure to read or write a payload of this dialect. Nothing for a
/// truncated one, which is an error of the stream there (`EOF`, `unexpected EOF`), and for what it
/// does not refuse.
[[nodiscard]] std::optional<error_kind> error_kind_of(
    const error& failure, payload_step step = payload_step::reading
);

}  // namespace bitpeer::wire::exchangecoin
