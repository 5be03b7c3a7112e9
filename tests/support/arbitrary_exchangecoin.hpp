#pragma once
/// Arbitrary valid values of what Exchangecoin's messages are made of.

#include <bitpeer/wire/exchangecoin/messages/headers.hpp>
#include <bitpeer/wire/exchangecoin/messages/reject.hpp>
#include <bitpeer/wire/exchangecoin/transaction.hpp>
#include <tests/support/arbitrary.hpp>

#include <cstdint>

namespace bitpeer::wire::exchangecoin {

inline void arbitrary_of(serialization& into, random_source& random) {
    into.number = static_cast<std::uint16_t>(random.below(3));
}

inline void arbitrary_of(transaction& into, random_source& random) {
    test::arbitrary archive(random);
    transaction::fields(into, archive);
    // Where a part is not written it must be as a reader leaves it.
    if (into.serialization == serialization::prefix) {
        for (auto& input : into.inputs) input.witness = {};
    }
    if (into.serialization == serialization::witness) {
        for (auto& input : into.inputs) {
            input.previous = {};
            input.sequence = transaction_input{}.sequence;
        }
        into.outputs.clear();
        into.lock_time = into.expiry = 0;
    }
}

inline void arbitrary_of(no_transactions& /*into*/, random_source& /*random*/) {}

inline void arbitrary_of(reject& into, random_source& random) {
    test::arbitrary archive(random);
    reject::fields(into, archive);
    const auto which = random.below(3);
    if (which > 0) into.message = which == 1 ? "tx" : "block";
    if (which == 0) into.hash.reset();
}

}  // namespace bitpeer::wire::exchangecoin
