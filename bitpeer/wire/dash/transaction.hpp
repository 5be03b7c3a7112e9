#pragma once
/// Dash's transactions: Bitcoin's first layout, and behind it what special transactions say (DIP2).

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/reader.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace bitpeer::wire::dash {

/// What a transaction is for. Types that we do not know are kept.
struct transaction_type {
    std::uint16_t number = 0;

    static const transaction_type standard;
    static const transaction_type register_masternode;  ///< ProRegTx (DIP3)
    static const transaction_type update_service;       ///< ProUpServTx (DIP3)
    static const transaction_type update_registrar;     ///< ProUpRegTx (DIP3)
    static const transaction_type revoke_masternode;    ///< ProUpRevTx (DIP3)
    static const transaction_type coinbase;             ///< CbTx (DIP4)
    static const transaction_type quorum_commitment;    ///< mined without inputs and outputs (DIP6)
    static const transaction_type hard_fork_signal;     ///< a quorum votes for a fork (DIP23)
    static const transaction_type asset_lock;           ///< coins go to the platform (DIP27)
    static const transaction_type asset_unlock;         ///< coins come back (DIP27)

    friend constexpr bool operator==(transaction_type, transaction_type) = default;
};

inline constexpr transaction_type transaction_type::standard{0};
inline constexpr transaction_type transaction_type::register_masternode{1};
inline constexpr transaction_type transaction_type::update_service{2};
inline constexpr transaction_type transaction_type::update_registrar{3};
inline constexpr transaction_type transaction_type::revoke_masternode{4};
inline constexpr transaction_type transaction_type::coinbase{5};
inline constexpr transaction_type transaction_type::quorum_commitment{6};
inline constexpr transaction_type transaction_type::hard_fork_signal{7};
inline constexpr transaction_type transaction_type::asset_lock{8};
inline constexpr transaction_type transaction_type::asset_unlock{9};

/// The name as it stands above, or the number.
[[nodiscard]] std::string to_string(transaction_type type);

/// What a transaction spends. Dash has no witnesses.
struct transaction_input {
    outpoint previous;                    ///< what is spent
    var_bytes<> script;                   ///< the unlocking script
    std::uint32_t sequence = 0xffffffff;  ///< relative lock time (BIP68)

    static constexpr void fields(auto& self, auto& ar) {
        ar("previous", self.previous);
        ar("script", self.script);
        ar("sequence", self.sequence);
    }
    friend bool operator==(const transaction_input&, const transaction_input&) = default;
};

/// The first version whose transactions may be special.
inline constexpr std::uint16_t special_transaction_version = 3;

/// Whether a transaction that begins so ends with an extra payload.
[[nodiscard]] constexpr bool has_extra_payload(std::uint16_t version, transaction_type type) {
    return version >= special_transaction_version && type != transaction_type::standard;
}

/// A transaction. Version and type share the four bytes of Bitcoin's version. A special one (any
/// type but `standard`, version 3 or higher) says behind the lock time what its type asks for;
/// those bytes are kept as they are. In any other an extra payload cannot be written: encoding one
/// is the error `length_above_limit`.
struct transaction {
    static constexpr std::size_t extra_payload_max = 10'000;

    std::uint16_t version = 2;
    transaction_type type;
    list<transaction_input> inputs;  ///< none in quorum commitments and asset unlocks
    list<transaction_output> outputs;
    std::uint32_t lock_time = 0;  ///< a height below 500,000,000, else Unix seconds; 0: none
    var_bytes<extra_payload_max> extra_payload;  ///< its layout depends on the type

    [[nodiscard]] bool has_extra_payload() const { return dash::has_extra_payload(version, type); }

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("type", self.type);
        ar("inputs", self.inputs);
        ar("outputs", self.outputs);
        ar("lock_time", self.lock_time);
        ar("extra_payload", self.extra_payload);
    }

    static constexpr size_bounds bounds{10, bounded_by_message};
    static void decode(transaction& self, reader& in) {
        in("version", self.version);
        in("type", self.type);
        in("inputs", self.inputs);
        in("outputs", self.outputs);
        in("lock_time", self.lock_time);
        if (self.has_extra_payload()) in("extra_payload", self.extra_payload);
    }
    static void encode(const transaction& self, auto& out) {
        if (!self.has_extra_payload() && !self.extra_payload.empty()) {
            return out.fail(errc::length_above_limit, self.extra_payload.size());
        }
        self.write(out);
    }

    /// Writes it without the rule of `encode`: what the name is made from.
    void write(auto& out) const {
        out("version", version);
        out("type", type);
        out("inputs", inputs);
        out("outputs", outputs);
        out("lock_time", lock_time);
        if (has_extra_payload()) out("extra_payload", extra_payload);
    }

    friend bool operator==(const transaction&, const transaction&) = default;
};

/// The transaction's name: SHA-256 twice over all of it, the extra payload included.
[[nodiscard]] hash256 txid(const transaction& of);

}  // namespace bitpeer::wire::dash
