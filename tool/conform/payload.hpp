#pragma once
/// Payloads written field by field, right or wrong: what the library's own types refuse to say.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/message.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace bitpeer::tool::conform {

class payload {
public:
    payload() = default;

    template <std::integral T>
    payload& number(T value) {
        const auto at = bytes_.size();
        bytes_.resize(at + sizeof(T));
        store_le(bytes_.data() + at, value);
        return *this;
    }
    /// A CompactSize.
    payload& count(std::uint64_t value) {
        if (value < 0xfd) return number(static_cast<std::uint8_t>(value));
        if (value <= 0xffff) return byte(0xfd).number(static_cast<std::uint16_t>(value));
        if (value <= 0xffff'ffff) return byte(0xfe).number(static_cast<std::uint32_t>(value));
        return byte(0xff).number(value);
    }
    payload& byte(std::uint8_t value) { return number(value); }
    payload& raw(byte_view data) {
        bytes_.insert(bytes_.end(), data.begin(), data.end());
        return *this;
    }
    payload& hash(const hash256& value) { return raw(value.bytes); }
    payload& filled(std::size_t count, std::uint8_t with = 0) {
        bytes_.insert(bytes_.end(), count, with);
        return *this;
    }

    [[nodiscard]] bytes take() { return std::exchange(bytes_, {}); }
    [[nodiscard]] wire::message as(wire::command_name command) {
        return {command, shared_bytes(take())};
    }

private:
    bytes bytes_;
};

/// A hash that names nothing.
[[nodiscard]] inline hash256 nobodys_hash(std::uint8_t which = 0xab) {
    hash256 made;
    made.bytes.fill(which);
    return made;
}

/// A v1 frame in which something may be wrong.
struct v1_frame {
    std::string_view command;  ///< up to 12 bytes, padded with zeros
    byte_view content{};
    std::optional<network_magic> magic{};
    std::optional<std::uint32_t> size{};
    bool damaged = false;  ///< the checksum is another's

    [[nodiscard]] bytes written_for(const network& net) const;
};

}  // namespace bitpeer::tool::conform
