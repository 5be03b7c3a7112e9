#pragma once
/// Values to bytes and back. Stateless, thread-safe, and without exceptions for any input.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>

namespace bitpeer::wire {

/// A struct that stands alone in a frame: it has a command besides its fields.
template <class T>
concept message_type = wire_type<T> && requires {
    { T::command } -> std::convertible_to<command_name>;
};

/// A value and how many bytes of the input it took.
template <class T>
struct decoded {
    T value{};
    std::size_t consumed = 0;
};

namespace detail {

template <class T>
constexpr command_name command_of() {
    if constexpr (message_type<T>) {
        return T::command;
    } else {
        return {};
    }
}

/// The first protocol version that has this message; 0 when all have.
template <class T>
constexpr int first_version() {
    if constexpr (requires { T::since; }) {
        return T::since;
    } else {
        return 0;
    }
}

/// Messages that refuse bytes behind their last field whatever the options say: `feature` (BIP434).
template <class T>
constexpr bool exact_by_rule() {
    return requires { requires T::exact; };
}

template <class T>
void read_whole(T& value, reader& in) {
    const auto version = in.protocol_version();
    if (version < first_version<T>()) {
        in.fail(
            errc::not_in_protocol_version,
            static_cast<std::uint64_t>(version),
            static_cast<std::uint64_t>(first_version<T>())
        );
        return;
    }
    in.read(value);
    if (exact_by_rule<T>() || in.options().trailing == trailing_bytes::refused) {
        if (in.remaining() > 0) in.fail(errc::trailing_bytes, in.remaining());
    }
}

template <class T>
error named(error failure) {
    failure.command = command_of<T>();
    return failure;
}

}  // namespace detail

/// Decodes `payload` and says how much of it was taken; bytes left over are no error unless
/// `options` or the message refuse them.
template <wire_type T>
[[nodiscard]] result<decoded<T>, error> decode_prefix(
    byte_view payload, format_options options = {}
) {
    reader in(payload, options);
    decoded<T> out;
    detail::read_whole(out.value, in);
    if (in.failure()) return failed(detail::named<T>(*in.failure()));
    out.consumed = in.offset();
    return out;
}

/// Decodes `payload`.
template <wire_type T>
[[nodiscard]] result<T, error> decode(byte_view payload, format_options options = {}) {
    auto out = decode_prefix<T>(payload, options);
    if (!out) return failed(out.error());
    return std::move(out->value);
}

/// The verdict of `decode` without its value and without an allocation, whatever the payload
/// claims. On success: the number of bytes that the value takes.
template <wire_type T>
[[nodiscard]] result<std::size_t, error> check(byte_view payload, format_options options = {}) {
    reader in(payload, options, reader::mode::check);
    T scratch{};
    detail::read_whole(scratch, in);
    if (in.failure()) return failed(detail::named<T>(*in.failure()));
    return in.offset();
}

/// The exact number of bytes that `encode` yields for a value that it accepts.
template <wire_type T>
[[nodiscard]] std::size_t encoded_size(const T& value, format_options options = {}) {
    counting_sink sink;
    encoder out(sink, options);
    out.write(value);
    return sink.size;
}

namespace detail {

/// The bytes that `value` takes, or why it cannot be encoded.
template <class T>
[[nodiscard]] result<std::size_t, error> measured(const T& value, const format_options& options) {
    counting_sink count;
    encoder measure(count, options);
    if (const auto version = options.bitcoin_version(); version < first_version<T>()) {
        measure.fail(
            errc::not_in_protocol_version,
            static_cast<std::uint64_t>(version),
            static_cast<std::uint64_t>(first_version<T>())
        );
    }
    measure.write(value);
    if (count.size > max_message_payload) {
        measure.fail(errc::length_above_limit, count.size, max_message_payload);
    }
    if (measure.failure()) return failed(named<T>(*measure.failure()));
    return count.size;
}

template <class T>
void fill(byte_span payload, const T& value, const format_options& options) {
    span_sink sink(payload);
    encoder(sink, options).write(value);
}

}  // namespace detail

/// Encodes `value`. Fails when a list or text is longer than its type allows, when the payload
/// would be above the network's limit, or when the message does not exist at
/// `options.protocol_version`.
template <wire_type T>
[[nodiscard]] result<bytes, error> encode(const T& value, format_options options = {}) {
    const auto size = detail::measured(value, options);
    if (!size) return failed(size.error());
    bytes payload(*size);
    detail::fill(payload, value, options);
    return payload;
}

/// The same, to be shared: one allocation.
template <wire_type T>
[[nodiscard]] result<shared_bytes, error> encode_shared(
    const T& value, format_options options = {}
) {
    const auto size = detail::measured(value, options);
    if (!size) return failed(size.error());
    return shared_bytes::written_by(*size, [&](byte_span payload) {
        detail::fill(payload, value, options);
    });
}

}  // namespace bitpeer::wire
