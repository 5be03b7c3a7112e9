#pragma once
/// A dialect's format: what its messages, frames, headers and blocks look like. Its conduct, which
/// is how a peer behaves, stands on the engine's floor.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/wire/chain_format.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/header_layout.hpp>
#include <bitpeer/wire/inventory_kind.hpp>
#include <bitpeer/wire/locator.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/row.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace bitpeer::wire {

/// What inventory may call a transaction: twice the same in a dialect that has one name only, and
/// where there is no witness.
struct transaction_ids {
    hash256 txid;
    hash256 wtxid;
};

/// Where rows are by their command, and by their short id, without a search: each message is looked
/// up some times on its way.
struct row_index {
    using table = std::array<std::uint8_t, 256>;
    static constexpr std::uint8_t none = 0xff;
    static constexpr table nowhere = [] {
        table made{};
        made.fill(none);
        return made;
    }();

    table places = nowhere;
    table by_short_id = nowhere;
};

/// All messages of a dialect, sorted by command: a view of rows and the index that was made from
/// them, both of which live longer. They come together, from `detail::make_rows`.
class message_rows {
public:
    constexpr message_rows() = default;
    constexpr message_rows(std::span<const row> rows, const row_index& index)
        : rows_(rows), index_(&index) {}

    [[nodiscard]] constexpr auto begin() const { return rows_.begin(); }
    [[nodiscard]] constexpr auto end() const { return rows_.end(); }
    [[nodiscard]] constexpr std::size_t size() const { return rows_.size(); }
    [[nodiscard]] constexpr const row& operator[](std::size_t place) const { return rows_[place]; }

    /// Null: there is no such message.
    [[nodiscard]] const row* find(command_name command) const;
    [[nodiscard]] const row* find(short_id id) const;

private:
    std::span<const row> rows_;
    const row_index* index_ = nullptr;  // null with no rows only
};

/// One dialect of the protocol. The library's own are constants; a user may make another.
struct dialect {
    std::string_view name;

    /// All messages.
    message_rows rows;

    /// Whose protocol versions it counts by, and the newest one.
    wire::numbering numbering = wire::numbering::bitcoin;
    int newest_version = newest_protocol_version;

    /// The hash over a payload whose first four bytes vouch for it in a v1 frame.
    hash256 (*frame_digest)(byte_view payload) = nullptr;
    /// The same of a payload that was put into SHA-256 while it arrived. Null: it is something else
    /// than a form of SHA-256, and made of whole payloads only.
    hash256 (*frame_digest_of)(crypto::sha256_hasher& over_payload) = nullptr;
    /// The digests of several payloads, where that takes less time than one after the other. Null:
    /// it does not.
    void (*frame_digest_each
    )(std::span<const byte_view> payloads, std::span<hash256> digests) = nullptr;
    /// A frame that claims more payload than this ends the connection.
    std::size_t payload_max = max_message_payload;
    /// So does one that claims more than its message can have, even for bytes that would not be
    /// looked at.
    bool strict_sizes = false;

    /// A block's header, which a `block` payload begins with.
    header_layout header;
    /// The name of a block, from its serialized header.
    hash256 (*block_hash)(byte_view header) = nullptr;
    /// The number that has to meet the header's target. Null: this library does not compute it.
    hash256 (*work_hash)(byte_view header) = nullptr;

    /// The name of a transaction, from a payload that `tx`'s check accepted; and both names, which
    /// cost little more than one, and less where the payload's `frame_digest` is known already:
    /// else that is null.
    hash256 (*txid)(byte_view transaction) = nullptr;
    transaction_ids (*ids)(byte_view transaction, const hash256* digest) = nullptr;
    /// The name that depends on the witness alone, likewise. Null: the txid is the only one.
    hash256 (*wtxid)(byte_view transaction, const hash256* digest) = nullptr;

    /// Whether transactions may have witnesses, which `getdata` asks for by a flag and
    /// `services::witness` offers (BIP144).
    bool witness = false;

    /// What an inventory entry names.
    inventory_kind (*kind_of)(inventory_type type) = &bitcoin_inventory_kind;

    /// What a `version` that arrived says, in the form that all dialects share; nothing for another
    /// message. All write it as Bitcoin does.
    std::optional<version> (*read_version)(const message& arrived) = nullptr;

    /// Questions about the chain, and what a `getheaders` or `getblocks` that arrived asks.
    message (*getheaders)(const locator& from) = nullptr;
    message (*getblocks)(const locator& from) = nullptr;
    std::optional<locator> (*read_locator)(const message& arrived) = nullptr;

    /// Blocks and transactions as bytes. Null: this library can neither check nor make them.
    const chain_format* chain = nullptr;

    /// The row of a command, or null when the dialect has no such message.
    [[nodiscard]] const row* find(command_name command) const;
    /// The row of a short id, or null.
    [[nodiscard]] const row* find(short_id id) const;
    /// The row of a message's struct, or null when it is not one of this dialect's.
    [[nodiscard]] const row* find(message_type_id type) const;

    /// The four bytes in a v1 frame that vouch for its payload.
    [[nodiscard]] std::array<std::uint8_t, 4> frame_checksum(byte_view payload) const {
        return checksum_of(frame_digest(payload));
    }
    [[nodiscard]] static std::array<std::uint8_t, 4> checksum_of(const hash256& digest) {
        const auto& bytes = digest.bytes;
        return {bytes[0], bytes[1], bytes[2], bytes[3]};
    }

    /// `frame_digest` of each of `payloads`, in their order, into as many `digests`.
    void frame_digests(std::span<const byte_view> payloads, std::span<hash256> digests) const;

    /// What inventory of this kind calls a transaction. One name costs less than both.
    [[nodiscard]] hash256 id(byte_view of, inventory_kind kind, const hash256* digest) const {
        if (kind == inventory_kind::wtxid && wtxid != nullptr) return wtxid(of, digest);
        return digest != nullptr ? ids(of, digest).txid : txid(of);
    }

    /// How payloads look at a protocol version; at the newest unless told otherwise.
    [[nodiscard]] format_options format(int protocol_version) const {
        return {.protocol_version = protocol_version, .numbering = numbering};
    }
    [[nodiscard]] format_options format() const { return format(newest_version); }
};

}  // namespace bitpeer::wire
