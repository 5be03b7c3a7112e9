#pragma once
/// Block headers as bytes: what every dialect's headers have, wherever they have it.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/limits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ranges>

namespace bitpeer::wire {

/// Where a serialized header has the fields that chains are made of: offsets in bytes. Hashes take
/// 32 bytes, numbers four.
struct header_layout {
    std::size_t size = 0;
    std::size_t previous = 4;
    std::size_t merkle_root = 36;
    std::size_t time = 68;
    std::size_t bits = 72;
    std::size_t nonce = 76;
};

/// One serialized header, read where it lies. The bytes, as many as the layout says, must outlive
/// the view.
class header_view {
public:
    header_view(const header_layout& layout, byte_view serialized)
        : layout_(&layout), bytes_(serialized) {
        ensure(serialized.size() == layout.size);
    }

    [[nodiscard]] byte_view bytes() const { return bytes_; }

    /// The block before; zero for the first.
    [[nodiscard]] hash256 previous() const { return hash_at(layout_->previous); }
    [[nodiscard]] hash256 merkle_root() const { return hash_at(layout_->merkle_root); }
    /// Unix seconds, as the miner claims.
    [[nodiscard]] std::uint32_t time() const { return number_at(layout_->time); }
    /// The target in compact form.
    [[nodiscard]] std::uint32_t bits() const { return number_at(layout_->bits); }
    [[nodiscard]] std::uint32_t nonce() const { return number_at(layout_->nonce); }

    /// The header as the struct of its dialect: `as<block_header>()`. Only for a struct of just
    /// these bytes.
    template <wire_type Header>
    [[nodiscard]] Header as() const {
        return decode<Header>(bytes_).value();
    }

private:
    [[nodiscard]] hash256 hash_at(std::size_t offset) const {
        return hash256::copy(bytes_.subspan(offset, 32));
    }
    [[nodiscard]] std::uint32_t number_at(std::size_t offset) const {
        return load_le<std::uint32_t>(bytes_.data() + offset);
    }

    const header_layout* layout_;
    byte_view bytes_;
};

/// One serialized header, owned, of any dialect: a value without allocation, for constants.
class raw_header {
public:
    /// Bytes of the longest header that any dialect has.
    static constexpr std::size_t size_max = 280;

    constexpr raw_header() = default;

    template <std::size_t Size>
        requires(Size <= size_max)
    constexpr raw_header(const std::array<std::uint8_t, Size>& serialized)  // NOLINT: the same
        : size_(Size) {
        std::ranges::copy(serialized, bytes_.begin());
    }

    [[nodiscard]] constexpr byte_view view() const { return {bytes_.data(), size_}; }

    /// The header as the struct of its dialect. Only for a struct of just these bytes.
    template <wire_type Header>
    [[nodiscard]] Header as() const {
        return decode<Header>(view()).value();
    }
    operator byte_view() const { return view(); }  // NOLINT: it is what they are

    friend bool operator==(const raw_header& left, const raw_header& right) {
        return std::ranges::equal(left.view(), right.view());
    }

private:
    std::array<std::uint8_t, size_max> bytes_{};
    std::size_t size_ = 0;
};

/// Serialized headers of one dialect, one behind the other.
class header_batch {
public:
    /// For headers of so many bytes.
    explicit header_batch(std::size_t header_size) : header_size_(header_size) {
        ensure(header_size > 0);
    }

    /// From structs: `header_batch(std::vector<block_header>{…})`.
    template <std::ranges::input_range Headers>
        requires wire_type<std::ranges::range_value_t<Headers>> &&
            fixed_size<std::ranges::range_value_t<Headers>> &&
            (!std::integral<std::ranges::range_value_t<Headers>>)header_batch(const Headers& headers
            )  // NOLINT: headers are headers
            : header_size_(bounds_of<std::ranges::range_value_t<Headers>>().max) {
            for (const auto& header : headers) push_back(encode(header).value());
        }

        /// `serialized` must have the size of the others.
        void push_back(byte_view serialized) {
            ensure(serialized.size() == header_size_);
            bytes_.insert(bytes_.end(), serialized.begin(), serialized.end());
        }
        void pop_back() { bytes_.resize(bytes_.size() - header_size_); }
        void reserve(std::size_t count) { bytes_.reserve(count * header_size_); }

        [[nodiscard]] std::size_t header_size() const { return header_size_; }
        [[nodiscard]] std::size_t size() const { return bytes_.size() / header_size_; }
        [[nodiscard]] bool empty() const { return bytes_.empty(); }
        [[nodiscard]] byte_view operator[](std::size_t index) const {
            return byte_view(bytes_).subspan(index * header_size_, header_size_);
        }

    private:
        std::size_t header_size_;
        bytes bytes_;
};

}  // namespace bitpeer::wire
