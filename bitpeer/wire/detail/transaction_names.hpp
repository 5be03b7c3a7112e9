#pragma once
/// Both names of a transaction from one look, and from a hash that is there already.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/dialect.hpp>
#include <bitpeer/wire/transaction_view.hpp>

namespace bitpeer::wire::detail {

/// See `dialect::ids`: `digest` is SHA-256d, and of this transaction only where nothing stands
/// behind it and no name leaves any of it out.
template <class Transaction>
[[nodiscard]] transaction_ids names_of(byte_view payload, const hash256* digest) {
    const auto view = basic_transaction_view<Transaction>::over_checked(payload);
    const bool of_all = digest != nullptr && view.size() == payload.size() && !view.has_extension();
    const auto full = [&] { return of_all ? *digest : view.wtxid(); };
    if (view.has_witness()) return {view.txid(), full()};
    const auto id = view.has_extension() ? view.txid() : full();
    return {id, id};
}

}  // namespace bitpeer::wire::detail
