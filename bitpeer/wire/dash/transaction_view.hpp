#pragma once
/// Dash's transactions read where they lie: no copy, no allocation.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/counted_view.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <bitpeer/wire/transaction_view.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::wire {

/// The bytes of one transaction of Dash and where its parts are. They must outlive the view. The
/// views of blocks and compact blocks find it by this name.
template <>
class basic_transaction_view<dash::transaction> {
public:
    /// A view of nothing: has no version, type, lock time or name to ask for.
    basic_transaction_view() = default;

    /// Looks at a payload that begins with a transaction, with the verdict of
    /// `decode<dash::transaction>`.
    [[nodiscard]] static result<basic_transaction_view, error> over(
        byte_view payload, format_options options = {}
    );

    /// Looks at the beginning of bytes whose check found a transaction there: the rest of a block.
    [[nodiscard]] static basic_transaction_view over_checked(byte_view checked);

    /// The transaction as it came.
    [[nodiscard]] byte_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] std::uint16_t version() const { return load_le<std::uint16_t>(bytes_.data()); }
    [[nodiscard]] dash::transaction_type type() const {
        return {load_le<std::uint16_t>(bytes_.data() + sizeof(std::uint16_t))};
    }
    [[nodiscard]] std::uint32_t lock_time() const {
        return load_le<std::uint32_t>(bytes_.data() + lock_time_);
    }

    /// Their witnesses are always empty.
    [[nodiscard]] counted_view<detail::input_walker> inputs() const {
        return {{bytes_.data() + inputs_, nullptr}, input_count_};
    }
    [[nodiscard]] counted_view<detail::output_walker> outputs() const {
        return {{bytes_.data() + outputs_}, output_count_};
    }

    /// What a special transaction says beyond that, without its length; empty in others.
    [[nodiscard]] byte_view extra_payload() const { return bytes_.subspan(extra_payload_); }

    /// As `txid` of the decoded transaction.
    [[nodiscard]] hash256 txid() const;

    /// A copy that needs these bytes no longer.
    [[nodiscard]] dash::transaction owned() const;

private:
    byte_view bytes_;
    // Where the parts begin, in bytes from the transaction's own beginning.
    std::size_t inputs_ = 0;
    std::size_t outputs_ = 0;
    std::size_t lock_time_ = 0;
    std::size_t extra_payload_ = 0;
    std::size_t input_count_ = 0;
    std::size_t output_count_ = 0;
};

namespace dash {

using transaction_view = basic_transaction_view<transaction>;

/// The name of the transaction that these bytes begin with. Their check must have found one there.
[[nodiscard]] hash256 txid_of_checked(byte_view checked);

}  // namespace dash

}  // namespace bitpeer::wire
