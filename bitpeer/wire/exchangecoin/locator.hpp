#pragma once
/// How a node of Exchangecoin says which chain it has.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/field_types.hpp>

#include <concepts>
#include <utility>

namespace bitpeer::wire::exchangecoin {

/// Hashes of blocks of one chain, from the tip to the first block: the tip and its eleven
/// predecessors, then with gaps that double. The receiver goes on from the first one that it knows.
/// No protocol version stands before it: `getcfheaders` has none.
struct locator {
    list<hash256, 500> hashes;  ///< newest first; empty: only `stop` is meant
    hash256 stop;               ///< the last block wanted; zero: as many as go

    locator() = default;
    /// The newest hash, then older ones.
    template <std::same_as<hash256>... Older>
    locator(const hash256& newest, const Older&... older) : hashes{newest, older...} {}  // NOLINT
    locator(list<hash256, 500> newest_first, hash256 last)
        : hashes(std::move(newest_first)), stop(last) {}

    static constexpr void fields(auto& self, auto& ar) {
        ar("hashes", self.hashes);
        ar("stop", self.stop);
    }
    friend bool operator==(const locator&, const locator&) = default;
};

}  // namespace bitpeer::wire::exchangecoin
