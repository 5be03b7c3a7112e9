#pragma once
/// Both names of a transaction from one look, and from a hash that is there already.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/transaction_view.hpp>

namespace bitpeer::wire::detail {

/// See `dialect::wtxid`: `digest` is SHA-256d, and of this transaction only where nothing stands
/// behind it and no name leaves any of it out.
template <class Transaction>
[[nodiscard]] hash256 wtxid_in(
    const basic_transaction_view<Transaction>& view, byte_view payload, const hash256* digest
) {
    const bool of_all = digest != nullptr && view.size() == payload.size() && !view.has_extension();
    if (of_all) return *digest;
    return view.has_witness() ? view.wtxid() : view.txid();
}

template <class Transaction>
[[nodiscard]] hash256 wtxid_of(byte_view payload, const hash256* digest) {
    return wtxid_in(basic_transaction_view<Transaction>::over_checked(payload), payload, digest);
}

/// See `dialect::ids`.
template <class Transaction>
[[nodiscard]] transaction_ids names_of(byte_view payload, const hash256* digest) {
    const auto view = basic_transaction_view<Transaction>::over_checked(payload);
    const auto full = wtxid_in(view, payload, digest);
    return {view.has_witness() ? view.txid() : full, full};
}

}  // namespace bitpeer::wire::detail
