#pragma once
/// Arbitrary valid parts of Dash's messages, in the layouts of its newest protocol version.

#include <bitpeer/wire/dash/bit_set.hpp>
#include <bitpeer/wire/dash/compressed_header.hpp>
#include <bitpeer/wire/dash/masternode_changes.hpp>
#include <bitpeer/wire/dash/masternode_entry.hpp>
#include <bitpeer/wire/dash/quorum_commitment.hpp>
#include <bitpeer/wire/dash/transaction.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/arbitrary_transaction.hpp>

namespace bitpeer::wire::dash {

inline void arbitrary_of(bit_set& into, random_source& random) {
    into = bit_set(random.below(20));
    for (std::size_t i = 0; i < into.size(); ++i) into.set(i, random.below(2) == 1);
}

inline void arbitrary_of(transaction& into, random_source& random) {
    test::arbitrary archive(random);
    transaction::fields(into, archive);
    into.version = static_cast<std::uint16_t>(1 + random.below(3));
    into.type = {static_cast<std::uint16_t>(random.below(4))};
    if (!into.has_extra_payload()) into.extra_payload.clear();
}

inline void arbitrary_of(quorum_commitment& into, random_source& random) {
    test::arbitrary archive(random);
    quorum_commitment::fields(into, archive);
    into.version = static_cast<std::uint16_t>(1 + random.below(4));
    if (!into.has_index()) into.index = 0;
}

inline void arbitrary_of(masternode_entry& into, random_source& random) {
    test::arbitrary archive(random);
    masternode_entry::fields(into, archive);
    into.version = static_cast<std::uint16_t>(1 + random.below(masternode_entry::known_version));
    into.type = {static_cast<std::uint16_t>(into.version < 2 ? 0 : random.below(3))};
    if (into.type == masternode_type::evo) return;
    into.platform_http_port = 0;
    into.platform_node = {};
}

inline void arbitrary_of(masternode_changes& into, random_source& random) {
    test::arbitrary archive(random, 2);
    masternode_changes::fields(into, archive);
    into.undecoded.clear();
}

inline void arbitrary_of(compressed_header& into, random_source& random) {
    test::arbitrary archive(random);
    compressed_header::fields(into, archive);
    into.version_index = static_cast<std::uint8_t>(random.below(8));
    if (into.version_index != 0) into.version.reset();
    if (random.below(2) == 0) into.previous.reset();
    if (random.below(2) == 0) into.bits.reset();
    if (random.below(2) == 0) {
        into.time.reset();
    } else {
        into.time_offset.reset();
    }
}

}  // namespace bitpeer::wire::dash
