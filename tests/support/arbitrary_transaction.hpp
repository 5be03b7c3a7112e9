#pragma once
/// Arbitrary valid transactions, and what compact blocks say of them.

#include <bitpeer/wire/differential.hpp>
#include <bitpeer/wire/messages/cmpctblock.hpp>
#include <bitpeer/wire/transaction.hpp>
#include <bitpeer/wire/witness_stack.hpp>
#include <tests/support/arbitrary.hpp>

namespace bitpeer::wire {

inline void arbitrary_of(witness_stack& into, random_source& random) {
    into = {};
    for (auto items = random.below(3); items > 0; --items) {
        bytes item(random.below(6));
        for (auto& byte : item) byte = static_cast<std::uint8_t>(random.next());
        into.push_back(item);
    }
}

template <class Extension>
void arbitrary_of(basic_transaction<Extension>& into, random_source& random) {
    test::arbitrary archive(random);
    basic_transaction<Extension>::fields(into, archive);
    // Without inputs there can be no outputs: the bytes would mean something else.
    if (into.inputs.empty()) into.outputs.clear();
    if constexpr (requires { into.extension.content; }) {
        // Litecoin: nothing, or the mark of a HogEx. More has no end of its own.
        into.extension.content.assign(into.inputs.empty() ? 0 : random.below(2), 0);
    }
}

inline void arbitrary_of(index_list& into, random_source& random) {
    into.clear();
    std::uint64_t next = 0;
    for (auto count = random.below(5); count > 0 && next <= index_max; --count) {
        next += random.below(random.below(2) == 0 ? 3 : 20'000);
        if (next <= index_max) into.push_back(static_cast<std::uint16_t>(next));
        ++next;
    }
}

template <class Transaction>
void arbitrary_of(compact_transactions<Transaction>& into, random_source& random) {
    test::arbitrary archive(random);
    compact_transactions<Transaction>::fields(into, archive);
    index_list indexes;
    arbitrary_of(indexes, random);
    into.prefilled.resize(std::min(into.prefilled.size(), indexes.size()));
    for (std::size_t i = 0; i < into.prefilled.size(); ++i) into.prefilled[i].index = indexes[i];
}

}  // namespace bitpeer::wire
