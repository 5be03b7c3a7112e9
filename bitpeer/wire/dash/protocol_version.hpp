#pragma once
/// The protocol versions of Dash that change something on the wire. They count on from Bitcoin's.

namespace bitpeer::wire::dash {

/// The newest protocol version of Dash that this library knows (Dash Core 23.1).
inline constexpr int newest_protocol_version = 70240;

/// `mnlistdiff` has a version of its own, behind the coinbase.
inline constexpr int versioned_list_diffs = 70225;

/// Masternodes in `mnlistdiff` have a type.
inline constexpr int typed_masternodes = 70227;

/// Each masternode in `mnlistdiff` says which layout it has.
inline constexpr int versioned_masternodes = 70228;

/// The version of a `mnlistdiff` stands first.
inline constexpr int list_diff_version_first = 70229;

/// `mnlistdiff` ends with the quorums' chain lock signatures.
inline constexpr int list_diff_chain_locks = 70230;

/// `headers2` may carry 8000 headers; below 2000.
inline constexpr int longer_headers2 = 70235;

}  // namespace bitpeer::wire::dash
