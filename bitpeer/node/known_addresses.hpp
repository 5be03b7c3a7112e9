#pragma once
/// Which addresses a peer knows.

#include <bitpeer/base/recent_numbers.hpp>
#include <bitpeer/crypto/siphash.hpp>
#include <bitpeer/wire/address.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer {

/// SipHash of an address with its port: a number for it that nobody can foretell without the key.
[[nodiscard]] std::uint64_t fingerprint_of(const wire::address& where, crypto::siphash_key key);

/// Remembers at least the last 5000 addresses that a peer told or was told (as many as Bitcoin Core
/// does), at most twice as many, in 240 kB at the very most; no memory before the first. Two
/// addresses are mixed up with a chance of 2^-64 a pair.
class known_addresses {
public:
    static constexpr std::size_t capacity = 5000;

    explicit known_addresses(crypto::siphash_key key) : key_(key), numbers_(capacity) {}

    void add(const wire::address& where) { numbers_.add(fingerprint_of(where, key_)); }
    [[nodiscard]] bool contains(const wire::address& where) const {
        return numbers_.contains(fingerprint_of(where, key_));
    }
    /// Forgets everything and holds no memory.
    void clear() { numbers_.clear(); }

    [[nodiscard]] std::size_t size() const { return numbers_.size(); }

private:
    crypto::siphash_key key_;
    recent_numbers numbers_;
};

}  // namespace bitpeer
