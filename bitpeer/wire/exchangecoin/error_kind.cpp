#include <bitpeer/wire/exchangecoin/error_kind.hpp>

#include <algorithm>
#include <array>
#include <string>

namespace bitpeer::wire::exchangecoin {

namespace {

/// Which limit is broken when a length or count in a field is too large.
struct limit {
    std::string_view command;
    std::string_view field;  ///< what the field's path ends with; empty: any other one
    error_kind reading;
    error_kind writing = reading;
};

using enum error_kind;

// The first line that fits holds.
constexpr std::array limits{
    limit{"addr", "", too_many_addrs},
    limit{"inv", "", too_many_vectors},
    limit{"getdata", "", too_many_vectors},
    limit{"notfound", "", too_many_vectors},
    limit{"getblocks", "", too_many_locators},
    limit{"getheaders", "", too_many_locators},
    limit{"getcfheaders", "", too_many_locators},
    limit{"headers", "", too_many_headers},
    limit{"block", "script", var_bytes_too_long},
    limit{"block", "", too_many_txs},
    limit{"tx", "script", var_bytes_too_long},
    limit{"tx", "", too_many_txs},
    limit{"version", "", user_agent_too_long},
    limit{"reject", "", var_string_too_long},
    limit{"cfilter", "", var_bytes_too_long, filter_too_large},
    limit{"cfilterv2", "proof", too_many_proofs},
    limit{"cfilterv2", "", var_bytes_too_long, filter_too_large},
    limit{"cfheaders", "", too_many_filter_headers},
    limit{"cftypes", "", too_many_filter_types},
    limit{"miningstate", "blocks", too_many_blocks},
    limit{"miningstate", "votes", too_many_votes},
    limit{"initstate", "blocks", too_many_blocks},
    limit{"initstate", "votes", too_many_votes},
    limit{"initstate", "treasury_spends", too_many_tspends},
    limit{"getinitstate", "types", too_many_init_state_types},
    limit{"getinitstate", "", var_string_too_long, init_state_type_too_long},
};

std::optional<error_kind> kind_of_limit(const error& failure, payload_step step) {
    const auto field = failure.field.to_string();
    if (field.empty()) return payload_too_large;
    if (failure.code == errc::size_above_limit && failure.command == command_name("version")) {
        return var_string_too_long;  // the general limit, which comes before the user agent's own
    }
    const auto found = std::ranges::find_if(limits, [&](const limit& line) {
        return line.command == failure.command.text() && field.ends_with(line.field);
    });
    if (found == limits.end()) return std::nullopt;
    return step == payload_step::reading ? found->reading : found->writing;
}

}  // namespace

std::optional<error_kind> error_kind_of(const error& failure, payload_step step) {
    switch (failure.code) {
        case errc::non_canonical_size: return non_canonical_var_int;
        case errc::size_above_limit:
        case errc::count_above_limit:
        case errc::length_above_limit: return kind_of_limit(failure, step);
        case errc::bad_value:
            return failure.command == command_name("headers") ? header_contains_txs
                                                              : unknown_tx_type;
        case errc::not_printable: return malformed_strict_string;
        case errc::count_mismatch: return mismatched_witness_count;
        case errc::not_in_protocol_version: return msg_invalid_for_pver;
        case errc::truncated:
        case errc::trailing_bytes:
        case errc::length_below_limit:
        case errc::bad_address_length:
        case errc::unknown_transaction_flag:
        case errc::superfluous_witness:
        case errc::index_overflow: break;
    }
    return std::nullopt;
}

std::string_view to_string(error_kind kind) {
    switch (kind) {
        case non_canonical_var_int: return "ErrNonCanonicalVarInt";
        case var_string_too_long: return "ErrVarStringTooLong";
        case var_bytes_too_long: return "ErrVarBytesTooLong";
        case cmd_too_long: return "ErrCmdTooLong";
        case payload_too_large: return "ErrPayloadTooLarge";
        case wrong_network: return "ErrWrongNetwork";
        case malformed_cmd: return "ErrMalformedCmd";
        case unknown_cmd: return "ErrUnknownCmd";
        case payload_checksum: return "ErrPayloadChecksum";
        case too_many_addrs: return "ErrTooManyAddrs";
        case too_many_txs: return "ErrTooManyTxs";
        case msg_invalid_for_pver: return "ErrMsgInvalidForPVer";
        case filter_too_large: return "ErrFilterTooLarge";
        case too_many_proofs: return "ErrTooManyProofs";
        case too_many_filter_types: return "ErrTooManyFilterTypes";
        case too_many_locators: return "ErrTooManyLocators";
        case too_many_vectors: return "ErrTooManyVectors";
        case too_many_headers: return "ErrTooManyHeaders";
        case header_contains_txs: return "ErrHeaderContainsTxs";
        case too_many_votes: return "ErrTooManyVotes";
        case too_many_blocks: return "ErrTooManyBlocks";
        case mismatched_witness_count: return "ErrMismatchedWitnessCount";
        case unknown_tx_type: return "ErrUnknownTxType";
        case read_in_prefix_from_witness_only_tx: return "ErrReadInPrefixFromWitnessOnlyTx";
        case invalid_msg: return "ErrInvalidMsg";
        case user_agent_too_long: return "ErrUserAgentTooLong";
        case too_many_filter_headers: return "ErrTooManyFilterHeaders";
        case malformed_strict_string: return "ErrMalformedStrictString";
        case too_many_init_state_types: return "ErrTooManyInitStateTypes";
        case init_state_type_too_long: return "ErrInitStateTypeTooLong";
        case too_many_tspends: return "ErrTooManyTSpends";
    }
    return "unknown";
}

}  // namespace bitpeer::wire::exchangecoin
