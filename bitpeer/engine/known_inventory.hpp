#pragma once
/// What the remote is known to have.

#include <bitpeer/base/recent_numbers.hpp>
#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/wire/inventory.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer {

/// Remembers the last things that were added, by kind and hash: at least `capacity` of them, at
/// most twice as many; older ones are forgotten. Kinds that name the same thing are one kind: a
/// block is a block, asked for with witness or without.
///
/// An entry is kept as 64 bits of a keyed hash, in at most 48 bytes of memory for each of
/// `capacity`. Two things are mixed up with a chance of 2^-64 a pair, which nobody can improve who
/// does not know the key.
class known_inventory {
public:
    known_inventory(std::size_t capacity, crypto::siphash_key key)
        : key_(key), numbers_(capacity) {}

    void add(const wire::inventory& entry) { numbers_.add(fingerprint(entry)); }
    [[nodiscard]] bool contains(const wire::inventory& entry) const {
        return numbers_.contains(fingerprint(entry));
    }
    /// Forgets everything and holds no memory.
    void clear() { numbers_.clear(); }

    /// Entries held.
    [[nodiscard]] std::size_t size() const { return numbers_.size(); }
    /// Bytes allocated; none while nothing is known.
    [[nodiscard]] std::size_t bytes() const { return numbers_.bytes(); }

private:
    [[nodiscard]] std::uint64_t fingerprint(const wire::inventory& entry) const;

    crypto::siphash_key key_;
    recent_numbers numbers_;
};

}  // namespace bitpeer
