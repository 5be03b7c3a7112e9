#pragma once
/// Blocks read where they lie: no copy, no allocation.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/counted_view.hpp>
#include <bitpeer/wire/limits.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/transaction_view.hpp>

#include <cstddef>

namespace bitpeer::wire {

namespace detail {

template <class Transaction>
struct transaction_walker {
    using value_type = basic_transaction_view<Transaction>;
    byte_view rest;
    value_type next() {
        const auto view = value_type::over_checked(rest);
        rest = rest.subspan(view.size());
        return view;
    }
};

}  // namespace detail

/// The payload of a `Block` message, which must outlive the view and all that came out of it.
///
///     if (const auto block = block_view::over(message.raw()))
///         for (const auto& transaction : block->transactions()) …
template <class Block>
class basic_block_view {
public:
    using header_type = decltype(Block::header);
    using transaction_type = typename decltype(Block::transactions)::element_type;

    /// Looks at the payload once, with the verdict of `decode<Block>`.
    [[nodiscard]] static result<basic_block_view, error> over(
        byte_view payload, format_options options = {}
    ) {
        const auto size = check<Block>(payload, options);
        if (!size) return failed(size.error());
        return basic_block_view(payload.first(*size));
    }

    /// All that belongs to the block.
    [[nodiscard]] byte_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] header_type header() const {
        return decode<header_type>(bytes_.first(header_size)).value();
    }
    [[nodiscard]] hash256 hash() const { return block_hash(header()); }

    /// In their order; each step walks over one. The coinbase is the first.
    [[nodiscard]] counted_view<detail::transaction_walker<transaction_type>> transactions() const {
        reader in(bytes_.subspan(header_size));
        const auto count = static_cast<std::size_t>(in.compact_number());
        return {{bytes_.subspan(header_size + in.offset())}, count};
    }

private:
    static_assert(fixed_size<header_type>, "the transactions are found behind the header");
    static constexpr std::size_t header_size = bounds_of<header_type>().max;

    explicit basic_block_view(byte_view bytes) : bytes_(bytes) {}

    byte_view bytes_;
};

using block_view = basic_block_view<block>;

}  // namespace bitpeer::wire
