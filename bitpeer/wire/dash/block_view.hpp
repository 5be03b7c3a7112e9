#pragma once
/// Dash's blocks read where they lie: no copy, no allocation.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/compact_block_view.hpp>
#include <bitpeer/wire/counted_view.hpp>
#include <bitpeer/wire/dash/messages/block.hpp>
#include <bitpeer/wire/dash/transaction_view.hpp>
#include <bitpeer/wire/limits.hpp>

#include <cstddef>

namespace bitpeer::wire::dash {

/// The payload of a `block`, which must outlive the view and all that came out of it. It cannot
/// name the block: that is for the dialect's hash over `header_bytes`.
class block_view {
public:
    /// Looks at the payload once, with the verdict of `decode<block>`.
    [[nodiscard]] static result<block_view, error> over(
        byte_view payload, format_options options = {}
    ) {
        const auto size = check<block>(payload, options);
        if (!size) return failed(size.error());
        return block_view(payload.first(*size));
    }

    /// Looks at a payload that `check<block>` accepted before.
    [[nodiscard]] static block_view over_checked(byte_view checked) { return block_view(checked); }

    /// All that belongs to the block; from `over_checked`, all that was given.
    [[nodiscard]] byte_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] byte_view header_bytes() const { return bytes_.first(header_size); }
    [[nodiscard]] block_header header() const {
        return decode<block_header>(header_bytes()).value();
    }

    /// In their order; each step walks over one. The coinbase is the first.
    [[nodiscard]] counted_view<detail::transaction_walker<transaction>> transactions() const {
        const auto behind_header = bytes_.subspan(header_size);
        reader in(behind_header);
        const auto count = static_cast<std::size_t>(in.compact_number());
        return {{behind_header.subspan(in.offset())}, count};
    }

private:
    static constexpr std::size_t header_size = bounds_of<block_header>().max;

    explicit block_view(byte_view bytes) : bytes_(bytes) {}

    byte_view bytes_;
};

/// The payload of a `cmpctblock`. Its short ids are made from txids.
using compact_block_view = basic_compact_block_view<transaction>;

}  // namespace bitpeer::wire::dash
