#pragma once
/// Blocks of Exchangecoin read where they lie: no copy, no allocation.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/counted_view.hpp>
#include <bitpeer/wire/exchangecoin/block_header.hpp>
#include <bitpeer/wire/exchangecoin/messages/block.hpp>
#include <bitpeer/wire/exchangecoin/transaction_view.hpp>
#include <bitpeer/wire/limits.hpp>

#include <cstddef>

namespace bitpeer::wire::exchangecoin {

namespace detail {

struct transaction_walker {
    using value_type = transaction_view;
    byte_view rest;
    value_type next() {
        const auto view = value_type::over_checked(rest);
        rest = rest.subspan(view.size());
        return view;
    }
};

}  // namespace detail

/// The payload of a `block` message, which must outlive the view and all that came out of it.
///
///     if (const auto block = block_view::over(message.raw()))
///         for (const auto& vote : block->stake_transactions()) …
class block_view {
public:
    using tree_view = counted_view<detail::transaction_walker>;

    /// Looks at the payload, with the verdict of `decode<block>`.
    [[nodiscard]] static result<block_view, error> over(
        byte_view payload, format_options options = {}
    ) {
        if (const auto size = check<block>(payload, options); !size) return failed(size.error());
        return over_checked(payload);
    }

    /// Looks at a payload that `check<block>` accepted.
    [[nodiscard]] static block_view over_checked(byte_view checked);

    /// All that belongs to the block.
    [[nodiscard]] byte_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] block_header header() const {
        return decode<block_header>(bytes_.first(header_size)).value();
    }
    [[nodiscard]] hash256 hash() const;

    /// Each tree in its order; each step walks over one transaction, whose place in the block is
    /// that of its `bytes()` in these. The coinbase is the first of the regular ones.
    [[nodiscard]] const tree_view& transactions() const { return transactions_; }
    [[nodiscard]] const tree_view& stake_transactions() const { return stake_transactions_; }

private:
    static_assert(fixed_size<block_header>, "the transactions are found behind the header");
    static constexpr std::size_t header_size = bounds_of<block_header>().max;

    byte_view bytes_;
    tree_view transactions_;
    tree_view stake_transactions_;
};

}  // namespace bitpeer::wire::exchangecoin
