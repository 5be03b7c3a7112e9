#pragma once
/// Writes fields: into memory, into a hash, or nowhere to learn the size.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/wire/archive.hpp>
#include <bitpeer/wire/error.hpp>
#include <bitpeer/wire/format_options.hpp>
#include <bitpeer/wire/plain.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer::wire {

/// Takes bytes in order.
template <class T>
concept byte_sink = requires(T& sink, byte_view data) {
    sink.put(data);
};

/// Only counts.
struct counting_sink {
    std::size_t size = 0;
    constexpr void put(byte_view data) { size += data.size(); }
};

/// Fills memory whose size was counted before.
class span_sink {
public:
    explicit span_sink(byte_span target) : target_(target) {}
    void put(byte_view data) {
        ensure(data.size() <= target_.size());
        std::copy(data.begin(), data.end(), target_.begin());
        target_ = target_.subspan(data.size());
    }

private:
    byte_span target_;
};

/// How many bytes a CompactSize takes.
[[nodiscard]] constexpr std::size_t compact_size_length(std::uint64_t number) {
    if (number < 0xfd) return 1;
    if (number <= 0xffff) return 3;
    return number <= 0xffffffff ? 5 : 9;
}

/// The archive that encodes. It is sticky as the reader is: a list that is longer than its type
/// allows is an error, and nothing is written after it.
template <byte_sink Sink>
class encoder {
public:
    explicit encoder(Sink& sink, format_options options = {}) : sink_(sink), options_(options) {}

    template <class T>
    void operator()(const char* name, const T& field) {
        if (failure_) return;
        write(field);
        if (failure_) [[unlikely]]
            failure_->field.prepend(name);
    }

    [[nodiscard]] int protocol_version() const { return options_.bitcoin_version(); }
    [[nodiscard]] const format_options& options() const { return options_; }

    /// Everything is always written. A sink that wants to know where the tails begin is told.
    bool tail() {
        if constexpr (requires { sink_.mark_tail(); }) sink_.mark_tail();
        return true;
    }

    [[nodiscard]] bool ok() const { return !failure_; }
    [[nodiscard]] const std::optional<error>& failure() const { return failure_; }

    void put(byte_view data) {
        if (!failure_) sink_.put(data);
    }

    void compact_size(std::uint64_t number) {
        std::array<std::uint8_t, 9> field{};
        const auto length = compact_size_length(number);
        if (length == 1) {
            field[0] = static_cast<std::uint8_t>(number);
        } else {
            field[0] = static_cast<std::uint8_t>(length == 3 ? 0xfd : length == 5 ? 0xfe : 0xff);
            for (std::size_t i = 0; i + 1 < length; ++i) {
                field[i + 1] = static_cast<std::uint8_t>(number >> (8 * i));
            }
        }
        put({field.data(), length});
    }

    void fail(errc code, std::uint64_t actual, std::uint64_t allowed = 0) {
        if (failure_) return;
        failure_.emplace();
        failure_->code = code;
        failure_->actual = actual;
        failure_->allowed = allowed;
    }

    /// Writes a value that has no name of its own.
    template <class T>
    void write(const T& value) {
        static_assert(wire_type<T>, "a message field must be of a type that archives know");
        if constexpr (!wire_type<T>) {
            return;  // the assertion above says it better than fifty overloads could
        } else if constexpr (laid_out_by_hand<T>) {
            T::encode(value, *this);
        } else if constexpr (described<T>) {
            if (!write_mirrored(&value, 1)) T::fields(value, *this);
        } else if constexpr (open_number<T>) {
            write(value.number);
        } else if constexpr (std::integral<T>) {
            std::array<std::uint8_t, sizeof(T)> field;
            store_le(field.data(), value);
            put(field);
        } else if constexpr (std::same_as<T, port_number>) {
            std::array<std::uint8_t, 2> field;
            store_be(field.data(), value.value);
            put(field);
        } else if constexpr (std::same_as<T, hash256>) {
            put(value.bytes);
        } else if constexpr (detail::is_byte_array<T> || std::same_as<T, rest_of_payload>) {
            put(value);
        } else if constexpr (detail::is_compact<T>) {
            compact_size(compact_value(value.value));
        } else if constexpr (detail::is_var_string<T>) {
            const auto* characters = reinterpret_cast<const std::uint8_t*>(value.text.data());
            write_run<T>({characters, value.text.size()});
        } else if constexpr (detail::is_var_bytes<T>) {
            write_run<T>(value);
        } else {
            write_list(value);
        }
    }

private:
    /// Writes so many values at once that look in memory as they do on the wire; false where they
    /// do not.
    template <class T>
    bool write_mirrored(const T* values, std::size_t count) {
        if constexpr (detail::mirrors_wire<T>) {
            if (detail::plain_size<T>(protocol_version()) != sizeof(T)) return false;
            put({reinterpret_cast<const std::uint8_t*>(values), count * sizeof(T)});
            return true;
        }
        return false;
    }

    template <class T>
    static constexpr std::uint64_t compact_value(const T& value) {
        if constexpr (open_number<T>) {
            return static_cast<std::uint64_t>(value.number);
        } else {
            return static_cast<std::uint64_t>(value);
        }
    }

    template <class T>
    void write_run(byte_view run) {
        if (run.size() > T::max_length) {
            return fail(errc::length_above_limit, run.size(), T::max_length);
        }
        if (run.size() < T::min_length) {
            return fail(errc::length_below_limit, run.size(), T::min_length);
        }
        compact_size(run.size());
        put(run);
    }

    template <class T, std::size_t Max, class Allocator>
    void write_list(const list<T, Max, Allocator>& elements) {
        if (elements.size() > Max) return fail(errc::count_above_limit, elements.size(), Max);
        compact_size(elements.size());
        if (write_mirrored(elements.data(), elements.size())) return;
        for (std::size_t i = 0; i < elements.size(); ++i) {
            write(elements[i]);
            if (failure_) [[unlikely]] {
                failure_->field.prepend(i);
                return;
            }
        }
    }

    Sink& sink_;
    format_options options_;
    std::optional<error> failure_;
};

}  // namespace bitpeer::wire
