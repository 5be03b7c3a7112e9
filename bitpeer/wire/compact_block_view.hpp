#pragma once
/// Compact blocks (BIP152) read where they lie: no copy, no allocation.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/counted_view.hpp>
#include <bitpeer/wire/differential.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/packed_view.hpp>
#include <bitpeer/wire/transaction_view.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace bitpeer::wire {

/// A transaction that came along, and where it stands in the block.
template <class Transaction>
struct prefilled_view {
    std::uint16_t index = 0;
    basic_transaction_view<Transaction> transaction;
};

namespace detail {

template <class Transaction>
struct prefilled_walker {
    using value_type = prefilled_view<Transaction>;
    byte_view rest;
    index_reader indexes;
    value_type next() {
        reader in(rest);
        const auto index = indexes.next(in);
        const auto found =
            basic_transaction_view<Transaction>::over_checked(rest.subspan(in.offset()));
        rest = rest.subspan(in.offset() + found.size());
        return {index, found};
    }
};

}  // namespace detail

/// The payload of a `cmpctblock`, which must outlive the view and all that came out of it.
template <class Transaction>
class basic_compact_block_view {
public:
    using message_type = basic_cmpctblock<Transaction>;

    /// Looks at the payload once, with the verdict of `decode<message_type>`.
    [[nodiscard]] static result<basic_compact_block_view, error> over(
        byte_view payload, format_options options = {}
    ) {
        const auto size = check<message_type>(payload, options);
        if (!size) return failed(size.error());
        return basic_compact_block_view(payload.first(*size));
    }

    [[nodiscard]] byte_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] block_header header() const {
        return decode<block_header>(bytes_.first(header_size)).value();
    }
    [[nodiscard]] std::uint64_t nonce() const {
        return load_le<std::uint64_t>(bytes_.data() + header_size);
    }

    /// The header and the nonce as they came: what the short ids' key is the hash of.
    [[nodiscard]] byte_view key_material() const { return bytes_.first(header_size + nonce_size); }

    /// In block order, without those that came along.
    [[nodiscard]] const packed_view<std::array<std::uint8_t, 6>>& short_ids() const { return ids_; }

    /// By rising position.
    [[nodiscard]] counted_view<detail::prefilled_walker<Transaction>> prefilled() const {
        return {{prefilled_, {}}, prefilled_count_};
    }

    /// How many transactions the block has.
    [[nodiscard]] std::size_t transaction_count() const { return ids_.size() + prefilled_count_; }

private:
    static constexpr std::size_t header_size = bounds_of<block_header>().max;
    static constexpr std::size_t nonce_size = sizeof(std::uint64_t);

    explicit basic_compact_block_view(byte_view bytes) : bytes_(bytes) {
        reader in(bytes.subspan(header_size + nonce_size));
        const auto ids = static_cast<std::size_t>(in.compact_number());
        ids_ = ids_.over_elements(in.take(ids * ids_.element_size));
        prefilled_count_ = static_cast<std::size_t>(in.compact_number());
        prefilled_ = in.take(in.remaining());
    }

    byte_view bytes_;
    packed_view<std::array<std::uint8_t, 6>> ids_;
    byte_view prefilled_;
    std::size_t prefilled_count_ = 0;
};

using compact_block_view = basic_compact_block_view<transaction>;

}  // namespace bitpeer::wire
