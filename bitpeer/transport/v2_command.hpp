#pragma once
/// How a message is named inside of an encrypted packet (BIP324): by one byte where the dialect
/// has assigned one, else by a zero and its command in 12 bytes.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/transport/frame.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/dialect.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

namespace bitpeer::transport {

/// What stands in front of a payload.
class v2_command {
public:
    static constexpr std::size_t size_max = 1 + wire::command_name::length;

    /// The short form if there is one.
    v2_command(const wire::dialect& dialect, wire::command_name command);

    [[nodiscard]] byte_view view() const { return {bytes_.data(), size_}; }
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    std::array<std::uint8_t, size_max> bytes_{};
    std::size_t size_ = 1;
};

/// The name that `contents` begin with. A message may come under its command though it has a short
/// id.
struct v2_name {
    wire::command_name command;
    std::size_t size = 0;  ///< the payload begins behind so many bytes
};
[[nodiscard]] std::variant<v2_name, dropped_frame> read_v2_name(
    const wire::dialect& dialect, byte_view contents
);

}  // namespace bitpeer::transport
