#pragma once
/// One bit for each member of a quorum.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/bytes.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace bitpeer::wire::dash {

/// Bits in the order of the members. On the wire: their number as a CompactSize, then bytes, the
/// first member in the lowest bit of the first. Unused bits of the last byte must be zero, as Dash
/// Core has it; other bytes are the error `bad_value`.
class bit_set {
public:
    static constexpr std::size_t max_size = 8 * bounded_by_message;

    bit_set() = default;
    /// So many bits, none of them set.
    explicit bit_set(std::size_t size) : size_(size), packed_(packed_size(size)) {}

    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

    /// The bit at `index`, which must be below `size()`.
    [[nodiscard]] bool operator[](std::size_t index) const {
        ensure(index < size_);
        return (packed_[index / 8] >> index % 8 & 1) != 0;
    }

    /// Sets or clears the bit at `index`, which must be below `size()`.
    void set(std::size_t index, bool value = true) {
        ensure(index < size_);
        const auto bit = static_cast<std::uint8_t>(1U << index % 8);
        auto& byte = packed_[index / 8];
        byte = static_cast<std::uint8_t>(value ? byte | bit : byte & ~bit);
    }

    /// A character for each bit, `0` or `1`, the first member's first.
    [[nodiscard]] std::string to_string() const {
        std::string text;
        for (std::size_t i = 0; i < size_; ++i) text += (*this)[i] ? '1' : '0';
        return text;
    }

    static constexpr size_bounds bounds{1, compact_size_length(max_size) + bounded_by_message};
    [[nodiscard]] static std::string type_text() { return "list of bits"; }

    static void decode(bit_set& self, reader& in) {
        const auto size = in.compact_length(max_size, errc::count_above_limit);
        const auto packed = in.take(packed_size(size));
        if (!in.ok()) return;
        if (size % 8 != 0 && packed.back() >> size % 8 != 0) {
            in.fail_at(in.offset() - 1, errc::bad_value, packed.back());
            return;
        }
        if (!in.storing()) return;
        self.size_ = size;
        self.packed_.assign(packed.begin(), packed.end());
    }
    static void encode(const bit_set& self, auto& out) {
        if (self.size_ > max_size) return out.fail(errc::count_above_limit, self.size_, max_size);
        out.compact_size(self.size_);
        out.put(self.packed_);
    }

    friend bool operator==(const bit_set&, const bit_set&) = default;

private:
    static constexpr std::size_t packed_size(std::size_t size) { return (size + 7) / 8; }

    std::size_t size_ = 0;
    bytes packed_;
};

}  // namespace bitpeer::wire::dash
