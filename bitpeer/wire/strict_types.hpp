#pragma once
/// Numbers that the protocol allows some values of only. Others are the error `bad_value`.

#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <concepts>
#include <cstdint>
#include <string>

namespace bitpeer::wire {

/// A boolean byte that must be 0 or 1. (A plain `bool` field takes every other byte for true.)
class strict_bool {
public:
    constexpr strict_bool(bool value = false)
        : value_(value) {}                              // NOLINT: a bool is meant to convert
    constexpr operator bool() const { return value_; }  // NOLINT

    [[nodiscard]] constexpr bool value() const { return value_; }

    static constexpr size_bounds bounds{1, 1};
    [[nodiscard]] static std::string type_text() { return "bool, 0 or 1"; }

    static void decode(strict_bool& self, reader& in) {
        const auto start = in.offset();
        std::uint8_t byte = 0;
        in.read(byte);
        if (in.ok() && byte > 1) in.fail_at(start, errc::bad_value, byte, 1);
        self.value_ = byte != 0;
    }
    static void encode(const strict_bool& self, auto& out) { out.write(self.value_); }

private:
    bool value_;
};

/// A number of at most `Max`.
template <std::unsigned_integral T, T Max>
class at_most {
public:
    using number_type = T;
    static constexpr T max = Max;

    constexpr at_most(T value = 0) : value_(value) {}  // NOLINT: a number is meant to convert
    constexpr operator T() const { return value_; }    // NOLINT

    [[nodiscard]] constexpr T value() const { return value_; }

    static constexpr size_bounds bounds{sizeof(T), sizeof(T)};
    [[nodiscard]] static std::string type_text() {
        return "u" + std::to_string(8 * sizeof(T)) + ", at most " + std::to_string(Max);
    }

    static void decode(at_most& self, reader& in) {
        const auto start = in.offset();
        in.read(self.value_);
        if (in.ok() && self.value_ > Max) in.fail_at(start, errc::bad_value, self.value_, Max);
    }
    static void encode(const at_most& self, auto& out) {
        if (self.value_ > Max) return out.fail(errc::bad_value, self.value_, Max);
        out.write(self.value_);
    }

private:
    T value_;
};

}  // namespace bitpeer::wire
