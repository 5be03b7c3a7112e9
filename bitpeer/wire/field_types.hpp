#pragma once
/// The types that message fields are made of. A limit stands in the type of the field that it
/// limits, so that it is known before anything is read and the largest payload can be computed.

#include <bitpeer/base/bytes.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::wire {

/// The largest payload that the network accepts, in bytes (Bitcoin Core's limit since 2012).
inline constexpr std::size_t max_message_payload = 4'000'000;

/// For fields whose only limit is the message's size.
inline constexpr std::size_t bounded_by_message = max_message_payload;

/// A CompactSize count, then so many elements; at most `Max`.
template <class T, std::size_t Max = bounded_by_message, class Allocator = std::allocator<T>>
struct list : std::vector<T, Allocator> {
    static constexpr std::size_t max_count = Max;
    using element_type = T;
    using std::vector<T, Allocator>::vector;
};

/// A CompactSize length, then so many bytes; at most `Max`, at least `Min`.
template <std::size_t Max = bounded_by_message, std::size_t Min = 0>
struct var_bytes : bytes {
    static constexpr std::size_t max_length = Max;
    static constexpr std::size_t min_length = Min;
    using bytes::bytes;
    explicit var_bytes(byte_view from) : bytes(from.begin(), from.end()) {}
    explicit var_bytes(bytes&& from) : bytes(std::move(from)) {}
};

/// A CompactSize length, then so many characters of unspecified encoding; at most `Max`, at least
/// `Min`. The text comes from a stranger: escape it before it reaches a terminal or a file.
template <std::size_t Max, std::size_t Min = 0>
struct var_string {
    static constexpr std::size_t max_length = Max;
    static constexpr std::size_t min_length = Min;

    std::string text;

    constexpr var_string() = default;
    var_string(std::string from) : text(std::move(from)) {}  // NOLINT: a text is meant to convert
    var_string(std::string_view from) : text(from) {}        // NOLINT
    var_string(const char* from) : text(from) {}             // NOLINT

    operator std::string_view() const { return text; }  // NOLINT

    /// To any stream of text, as it is: see above.
    template <class Out>
        requires requires(Out& out, const std::string& characters) { out << characters; }
    friend Out& operator<<(Out& out, const var_string& from) {
        out << from.text;
        return out;
    }

    friend bool operator==(const var_string&, const var_string&) = default;
};

/// All bytes to the end of the payload.
struct rest_of_payload : bytes {
    using bytes::bytes;
};

/// A number written as a CompactSize without the limit that lengths have: services in `addrv2`.
template <class T>
struct compact {
    T value{};
    friend bool operator==(const compact&, const compact&) = default;
};

/// A port: the only big-endian number of the protocol.
struct port_number {
    std::uint16_t value = 0;
    friend bool operator==(const port_number&, const port_number&) = default;
};

/// An open set of numbers: a struct around the number with named constants, so that values that we
/// do not know survive. Such a type has the member `number` and names its wire type by it.
template <class T>
concept open_number = requires {
    requires std::integral<decltype(T::number)>;
    requires sizeof(T) == sizeof(T::number);
};

}  // namespace bitpeer::wire
