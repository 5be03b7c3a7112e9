#pragma once
/// A fuzzer's bytes as a script: numbers, choices and runs of bytes, one after the other.

#include <bitpeer/base/bytes.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bitpeer::fuzz {

/// Reads from the front. Behind the end everything is zero and empty, so that any bytes are a whole
/// script. Each question takes a fixed number of bytes, whatever was answered before: a change of
/// one byte stays a small change.
class input {
public:
    input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}
    explicit input(byte_view all) : rest_(all) {}

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] byte_view rest() const { return rest_; }

    byte_view take(std::size_t count) {
        const auto front = rest_.first(std::min(count, rest_.size()));
        rest_ = rest_.subspan(front.size());
        return front;
    }
    /// As many bytes as the next one says.
    byte_view take_counted() { return take(byte()); }

    std::uint8_t byte() {
        const auto front = take(1);
        return front.empty() ? std::uint8_t{0} : front[0];
    }
    /// Little endian.
    std::uint64_t number(std::size_t width) {
        std::uint64_t value = 0;
        const auto run = take(width);
        for (std::size_t i = 0; i < run.size(); ++i) value |= std::uint64_t{run[i]} << (8 * i);
        return value;
    }
    /// One of `count`, at most 256.
    std::size_t one_of(std::size_t count) { return byte() % count; }
    bool yes() { return (byte() & 1) != 0; }
    /// From none to very many, by one byte: the low bits shifted by the high ones.
    std::uint64_t scaled() {
        const auto seen = byte();
        return std::uint64_t{seen & 0x0fU} << (seen >> 4);
    }

private:
    byte_view rest_;
};

[[nodiscard]] inline std::string_view as_text(byte_view run) {
    return {reinterpret_cast<const char*>(run.data()), run.size()};
}

[[nodiscard]] inline bytes copied(byte_view run) { return {run.begin(), run.end()}; }

}  // namespace bitpeer::fuzz
