#pragma once
/// How a node says which chain it has.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/format_options.hpp>

#include <concepts>
#include <cstdint>
#include <utility>

namespace bitpeer::wire {

/// Hashes of blocks of one chain, from the tip to the first block: the tip and its eleven
/// predecessors, then with gaps that double. The receiver goes on from the first one that it knows.
struct locator {
    std::uint32_t version = newest_protocol_version;  ///< the sender's; nobody looks at it
    list<hash256, 101> hashes;                        ///< newest first; empty: only `stop` is meant
    hash256 stop;  ///< the last block wanted; zero: as many as go

    locator() = default;
    /// The newest hash, then older ones. (No list constructor: GCC 12 cannot have one in a
    /// coroutine's arguments, which is where locators are written.)
    template <std::same_as<hash256>... Older>
    locator(const hash256& newest, const Older&... older) : hashes{newest, older...} {}  // NOLINT
    locator(list<hash256, 101> newest_first, hash256 last)
        : hashes(std::move(newest_first)), stop(last) {}

    static constexpr void fields(auto& self, auto& ar) {
        ar("version", self.version);
        ar("hashes", self.hashes);
        ar("stop", self.stop);
    }
    friend bool operator==(const locator&, const locator&) = default;
};

}  // namespace bitpeer::wire
