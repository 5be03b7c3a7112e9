#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/copy_bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/detail/sha256_compression.hpp>
#include <bitpeer/crypto/sha256.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace bitpeer::crypto {

namespace {

using detail::sha256_block;
using detail::sha256_initial;
using detail::sha256_state;

constexpr std::size_t length_size = 8;

hash256 hash_of(const sha256_state& state) {
    hash256 hash;
    for (std::size_t i = 0; i < state.size(); ++i) store_be(hash.bytes.data() + 4 * i, state[i]);
    return hash;
}

/// The end of a message: what is left over, a one, zeros, the length in bits.
class last_blocks {
public:
    last_blocks() = default;
    last_blocks(byte_view left_over, std::uint64_t message_size)
        : count_(left_over.size() + 1 + length_size <= sha256_block ? 1 : 2) {
        copy_bytes(left_over, data_.data());
        auto* end = data_.data() + left_over.size();
        *end++ = 0x80;
        std::fill(end, data_.data() + count_ * sha256_block - length_size, std::uint8_t{0});
        store_be(data_.data() + count_ * sha256_block - length_size, message_size * 8);
    }

    [[nodiscard]] const std::uint8_t* data() const { return data_.data(); }
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    std::array<std::uint8_t, 2 * sha256_block> data_;
    std::size_t count_ = 0;
};

byte_view left_over(byte_view message) { return message.last(message.size() % sha256_block); }

/// SHA-256 of a hash.
hash256 again(const hash256& hash) {
    const last_blocks last(hash.bytes, hash.bytes.size());
    auto state = sha256_initial;
    detail::sha256_of_this_machine().one(state, last.data(), 1);
    return hash_of(state);
}

/// One of two messages that are hashed twice side by side. What is to be taken next lies in one
/// piece: the whole blocks of the message, then its end, then the block made of its hash.
class twice_hashed {
public:
    twice_hashed(byte_view message, hash256& into)
        : into_(&into),
          end_(left_over(message), message.size()),
          next_(message.data()),
          count_(message.size() / sha256_block) {
        if (count_ == 0) go_on();
    }

    sha256_state state = sha256_initial;
    [[nodiscard]] const std::uint8_t* blocks() const { return next_; }
    [[nodiscard]] std::size_t count() const { return count_; }

    /// So many blocks of `blocks()` went into `state`. False: the hash is done.
    bool taken(std::size_t count) {
        next_ += count * sha256_block;
        count_ -= count;
        return count_ > 0 || go_on();
    }

private:
    enum class part { message, end, hash };

    bool go_on() {
        if (part_ == part::hash) {
            *into_ = hash_of(state);
            return false;
        }
        if (part_ == part::end) {
            end_ = last_blocks(hash_of(state).bytes, hash256{}.bytes.size());
            state = sha256_initial;
        }
        part_ = part_ == part::message ? part::end : part::hash;
        next_ = end_.data();
        count_ = end_.count();
        return true;
    }

    hash256* into_;
    last_blocks end_;
    part part_ = part::message;
    const std::uint8_t* next_;
    std::size_t count_;
};

}  // namespace

void sha256_hasher::put(byte_view data) {
    const auto held = size_ % sha256_block;
    size_ += data.size();
    if (held > 0) {
        const auto some = data.first(std::min(data.size(), sha256_block - held));
        copy_bytes(some, partial_.data() + held);
        if (held + some.size() < sha256_block) return;
        detail::sha256_of_this_machine().one(state_, partial_.data(), 1);
        data = data.subspan(some.size());
    }
    if (const auto whole = data.size() / sha256_block; whole > 0) {
        detail::sha256_of_this_machine().one(state_, data.data(), whole);
    }
    copy_bytes(left_over(data), partial_.data());
}

hash256 sha256_hasher::finish() {
    const last_blocks last({partial_.data(), size_ % sha256_block}, size_);
    detail::sha256_of_this_machine().one(state_, last.data(), last.count());
    size_ = 0;
    return hash_of(std::exchange(state_, initial));
}

hash256 sha256_hasher::finish_twice() { return again(finish()); }

hash256 sha256(byte_view data) {
    const auto& machine = detail::sha256_of_this_machine();
    const last_blocks last(left_over(data), data.size());
    auto state = sha256_initial;
    if (data.size() >= sha256_block) machine.one(state, data.data(), data.size() / sha256_block);
    machine.one(state, last.data(), last.count());
    return hash_of(state);
}

hash256 sha256d(byte_view data) { return again(sha256(data)); }

std::array<std::uint8_t, 4> frame_checksum(byte_view payload) {
    const auto hash = sha256d(payload);
    std::array<std::uint8_t, 4> checksum;
    std::copy_n(hash.bytes.begin(), checksum.size(), checksum.begin());
    return checksum;
}

namespace {

/// SHA-256 of the hashes that two messages ended with.
void again(sha256_state& a, sha256_state& b, hash256& of_a, hash256& of_b) {
    const last_blocks end_of_a(hash_of(a).bytes, hash256{}.bytes.size());
    const last_blocks end_of_b(hash_of(b).bytes, hash256{}.bytes.size());
    a = b = sha256_initial;
    detail::sha256_of_this_machine().two(a, end_of_a.data(), b, end_of_b.data(), 1);
    of_a = hash_of(a);
    of_b = hash_of(b);
}

/// Of two messages of one size, which go side by side to their ends.
void sha256d_two(byte_view first, byte_view second, hash256& of_first, hash256& of_second) {
    const auto& machine = detail::sha256_of_this_machine();
    auto a = sha256_initial;
    auto b = sha256_initial;
    if (const auto whole = first.size() / sha256_block; whole > 0) {
        machine.two(a, first.data(), b, second.data(), whole);
    }
    const last_blocks end_of_a(left_over(first), first.size());
    const last_blocks end_of_b(left_over(second), second.size());
    machine.two(a, end_of_a.data(), b, end_of_b.data(), end_of_a.count());
    again(a, b, of_first, of_second);
}

}  // namespace

void sha256d_each(std::span<const byte_view> messages, std::span<hash256> hashes) {
    ensure(messages.size() == hashes.size());
    const auto& machine = detail::sha256_of_this_machine();
    std::size_t next = 0;
    for (; next + 1 < messages.size(); next += 2) {
        const auto first = messages[next];
        const auto second = messages[next + 1];
        if (first.size() != second.size()) break;
        sha256d_two(first, second, hashes[next], hashes[next + 1]);
    }
    std::optional<twice_hashed> a;
    std::optional<twice_hashed> b;
    const auto refill = [&](std::optional<twice_hashed>& lane) {
        if (lane || next == messages.size()) return;
        lane.emplace(messages[next], hashes[next]);
        ++next;
    };
    const auto taken = [](std::optional<twice_hashed>& lane, std::size_t count) {
        if (lane && !lane->taken(count)) lane.reset();
    };
    for (;;) {
        refill(a);
        refill(b);
        if (!a && !b) return;
        if (a && b) {
            const auto count = std::min(a->count(), b->count());
            machine.two(a->state, a->blocks(), b->state, b->blocks(), count);
            taken(a, count);
            taken(b, count);
        } else {
            auto& only = a ? a : b;
            const auto count = only->count();
            machine.one(only->state, only->blocks(), count);
            taken(only, count);
        }
    }
}

void sha256d_pairs(std::span<const hash256> row, std::span<hash256> parents) {
    ensure(row.size() == 2 * parents.size());
    const auto& machine = detail::sha256_of_this_machine();
    static const last_blocks of_a_pair({}, sha256_block);
    std::size_t i = 0;
    for (; i + 1 < parents.size(); i += 2) {
        auto a = sha256_initial;
        auto b = sha256_initial;
        machine.two(a, row[2 * i].bytes.data(), b, row[2 * i + 2].bytes.data(), 1);
        machine.two(a, of_a_pair.data(), b, of_a_pair.data(), 1);
        again(a, b, parents[i], parents[i + 1]);
    }
    if (i < parents.size()) parents[i] = sha256d({row[2 * i].bytes.data(), sha256_block});
}

}  // namespace bitpeer::crypto
