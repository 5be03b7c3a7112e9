#pragma once
/// BIP37's bloom filters: a client tells a full node which transactions it wants without naming
/// them. `filterload` brings the filter, `filteradd` one more element; from then on the node sends
/// only what matches, blocks as `merkleblock` (`partial_merkle_tree.hpp`).
///
/// A filter hides little: from what matches one guesses the wallet's addresses, and two filters of
/// one wallet compared tell nearly all. Block filters (BIP157) do better. Bitcoin Core has served
/// BIP37 only on demand since 0.19; a peer that does offers `services::bloom` (BIP111).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/messages/filterload.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace bitpeer {

/// A set that may say *yes* wrongly, never *no*. Elements are bytes: a public key, a public key's
/// or script's hash as it stands in an output, a txid in wire order, an outpoint of 36 bytes.
///
/// Filters at the borders, all as Bitcoin Core has them: of all zeros nothing is contained, of all
/// ones everything, and likewise everything where there are no bytes or no hash functions at all.
/// Into a filter without bytes nothing can be inserted (CVE-2013-5700: it must not be divided by).
///
/// Never fails. Not thread-safe: `matches` writes.
class bloom_filter {
public:
    /// BIP37's limits: a node disconnects whoever sends more.
    static constexpr std::size_t max_bytes = decltype(wire::filterload::filter)::max_length;
    static constexpr std::uint32_t max_hash_functions =
        decltype(wire::filterload::hash_functions)::max;

    /// An empty filter that says *yes* wrongly at about this rate once it has so many elements.
    /// When `max_bytes` do not suffice for that, or the rate is zero or none at all, it is as large
    /// as may be. It always has a byte and a hash function, where BIP37's formula would come down
    /// to none (elements of few bits each), since such a filter contains everything.
    ///
    /// `tweak` is any number: another one gives another set of wrong answers. `update` says how the
    /// filter grows on the node's side, see `matches`.
    bloom_filter(
        std::size_t elements, double false_positive_rate, std::uint32_t tweak,
        wire::bloom_update update
    );

    /// What a peer sent. Decoding has seen to the limits.
    explicit bloom_filter(wire::filterload received) : state_(std::move(received)) {}

    /// What to send to a peer, and what the filter is made of.
    [[nodiscard]] const wire::filterload& message() const { return state_; }

    void insert(byte_view element);
    void insert(const hash256& hash) { insert(byte_view(hash.bytes)); }
    void insert(const wire::outpoint& spent);

    [[nodiscard]] bool contains(byte_view element) const;
    [[nodiscard]] bool contains(const hash256& hash) const { return contains(hash.bytes); }
    [[nodiscard]] bool contains(const wire::outpoint& spent) const;

    /// Whether the filter contains the transaction's txid; what one of its output scripts pushes;
    /// an outpoint that it spends; or what one of its input scripts pushes. Empty pushes, small
    /// numbers (OP_1 to OP_16) and witnesses are not looked at, and of a malformed script nothing
    /// behind the mistake.
    ///
    /// May insert: of each output whose script matches, the outpoint, so that what spends it
    /// matches too. `bloom_update::all` does so always, `pubkey_only` for pay-to-public-key and
    /// bare multisignature, whose spending scripts name nothing that could match; anything else
    /// never. Therefore the transactions of a block are shown in their order.
    [[nodiscard]] bool matches(const wire::transaction& candidate) {
        return matches(wire::txid(candidate), candidate.inputs, candidate.outputs);
    }

    /// The same for a transaction whose name is known already, or of another layout.
    [[nodiscard]] bool matches(
        const hash256& txid, std::span<const wire::transaction_input> inputs,
        std::span<const wire::transaction_output> outputs
    );

private:
    struct place {
        std::size_t byte;
        std::uint8_t mask;
    };

    /// The bit that this hash function chooses; there must be bytes.
    [[nodiscard]] place place_of(std::uint32_t function, byte_view element) const;
    [[nodiscard]] bool contains_push_of(byte_view script) const;
    [[nodiscard]] bool grows_by(byte_view matched_script) const;

    wire::filterload state_;
};

}  // namespace bitpeer
