#pragma once
/// What the remote is known to have.

#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/wire/inventory.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

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
        : capacity_(capacity), key_(key) {}

    void add(const wire::inventory& entry);
    [[nodiscard]] bool contains(const wire::inventory& entry) const;
    /// Forgets everything and holds no memory.
    void clear() {
        newer_ = number_set();
        older_ = number_set();
    }

    /// Entries held.
    [[nodiscard]] std::size_t size() const { return newer_.size() + older_.size(); }
    /// Bytes allocated; none while nothing is known.
    [[nodiscard]] std::size_t bytes() const { return newer_.bytes() + older_.bytes(); }

private:
    /// A set of numbers with open addressing; zero marks a free place.
    class number_set {
    public:
        void insert(std::uint64_t number);
        [[nodiscard]] bool contains(std::uint64_t number) const;
        [[nodiscard]] std::size_t size() const { return size_; }
        [[nodiscard]] std::size_t bytes() const { return places_.capacity() * sizeof(places_[0]); }

    private:
        [[nodiscard]] std::size_t place_of(std::uint64_t number) const;
        void grow();

        std::vector<std::uint64_t> places_;  // a power of two of them
        std::size_t size_ = 0;
    };

    [[nodiscard]] std::uint64_t fingerprint(const wire::inventory& entry) const;

    std::size_t capacity_;
    crypto::siphash_key key_;
    number_set newer_;
    number_set older_;  // whole generations are forgotten at once
};

}  // namespace bitpeer
