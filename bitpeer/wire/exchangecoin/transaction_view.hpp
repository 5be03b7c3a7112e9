#pragma once
/// A transaction of Exchangecoin read where it lies: no copy, no allocation.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/exchangecoin/transaction.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::wire::exchangecoin {

/// The bytes of one transaction and where its parts are. They must outlive the view.
class transaction_view {
public:
    /// A view of nothing: has no version or name to ask for.
    transaction_view() = default;

    /// Looks at a payload that begins with a transaction, with the verdict of
    /// `decode<transaction>`.
    [[nodiscard]] static result<transaction_view, error> over(
        byte_view payload, format_options options = {}
    );

    /// Looks at the beginning of bytes whose check found a transaction there: the rest of a block.
    [[nodiscard]] static transaction_view over_checked(byte_view checked);

    /// The transaction as it came, in its own serialization.
    [[nodiscard]] byte_view bytes() const { return bytes_; }
    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

    [[nodiscard]] std::uint16_t version() const { return load_le<std::uint16_t>(bytes_.data()); }
    /// Which parts it has.
    [[nodiscard]] serialization parts() const {
        return {load_le<std::uint16_t>(bytes_.data() + version_size)};
    }

    /// As `tx_hash`, `witness_hash` and `full_hash` of the decoded transaction (`names.hpp`). Zero
    /// where the serialization leaves out what that name is made from.
    [[nodiscard]] hash256 tx_hash() const;
    [[nodiscard]] hash256 witness_hash() const;
    [[nodiscard]] hash256 full_hash() const;

    /// A copy that needs these bytes no longer.
    [[nodiscard]] transaction owned() const { return decode<transaction>(bytes_).value(); }

private:
    static constexpr std::size_t version_size = 2;
    static constexpr std::size_t head_size = 4;  ///< version and serialization

    /// SHA-256 over one part behind the head that its own serialization has.
    [[nodiscard]] hash256 name(serialization as, byte_view part) const;

    byte_view bytes_;
    std::size_t witnesses_ = 0;  ///< where the prefix ends
};

}  // namespace bitpeer::wire::exchangecoin
