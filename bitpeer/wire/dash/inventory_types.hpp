#pragma once
/// What Dash's `inv`, `getdata` and `notfound` speak of.

#include <bitpeer/wire/inventory.hpp>

#include <string>

/// Dash gives numbers above 3 its own meaning, and has no witness flag. `wire::to_string` of an
/// `inventory_type` calls them by Bitcoin's names.
namespace bitpeer::wire::dash::inventory_types {

inline constexpr inventory_type error = inventory_type::error;
inline constexpr inventory_type transaction = inventory_type::transaction;
inline constexpr inventory_type block = inventory_type::block;
inline constexpr inventory_type filtered_block = inventory_type::filtered_block;  ///< BIP37

inline constexpr inventory_type transaction_lock_request{4};  ///< gone: InstantSend of old
inline constexpr inventory_type transaction_lock_vote{5};     ///< gone: InstantSend of old
inline constexpr inventory_type spork{6};                     ///< `spork`

// Up to Dash Core 0.12.
inline constexpr inventory_type masternode_winner{7};
inline constexpr inventory_type scanning_error{8};
inline constexpr inventory_type budget_vote{9};
inline constexpr inventory_type budget_proposal{10};
inline constexpr inventory_type budget_finalized{11};
inline constexpr inventory_type budget_finalized_vote{12};
inline constexpr inventory_type masternode_quorum{13};
inline constexpr inventory_type masternode_announcement{14};
inline constexpr inventory_type masternode_ping{15};

inline constexpr inventory_type mixing_transaction{16};       ///< `dstx`
inline constexpr inventory_type governance_object{17};        ///< `govobj`
inline constexpr inventory_type governance_vote{18};          ///< `govobjvote`
inline constexpr inventory_type masternode_verification{19};  ///< gone
inline constexpr inventory_type compact_block{20};            ///< `cmpctblock` (BIP152)
inline constexpr inventory_type quorum_commitment{21};        ///< `qfcommit`
inline constexpr inventory_type quorum_contribution{23};      ///< `qcontrib`
inline constexpr inventory_type quorum_complaint{24};         ///< `qcomplaint`
inline constexpr inventory_type quorum_justification{25};     ///< `qjustify`
inline constexpr inventory_type premature_commitment{26};     ///< `qpcommit`
inline constexpr inventory_type recovered_signature{28};      ///< `qsigrec`
inline constexpr inventory_type chain_lock{29};               ///< `clsig`
inline constexpr inventory_type instant_lock{30};             ///< gone
inline constexpr inventory_type deterministic_lock{31};       ///< `isdlock`
inline constexpr inventory_type mixing_queue{32};             ///< `dsq`
inline constexpr inventory_type platform_ban{33};             ///< `platformban`

/// The name as it stands above, or the number. To be called with its namespace: without it the
/// compiler finds Bitcoin's.
[[nodiscard]] std::string to_string(inventory_type type);

}  // namespace bitpeer::wire::dash::inventory_types
