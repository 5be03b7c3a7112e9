#pragma once
/// v1 frames made by hand, right or wrong, without the transport that is under test.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/params/networks.hpp>

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace bitpeer::test {

/// The parts of a frame; each may be set to something wrong before `bytes()` joins them.
struct raw_frame {
    network_magic magic = networks::bitcoin_regtest.magic;
    std::array<std::uint8_t, 12> command{};
    std::uint32_t length = 0;
    std::array<std::uint8_t, 4> checksum{};
    bitpeer::bytes payload;

    raw_frame(std::string_view name, bitpeer::bytes content) : payload(std::move(content)) {
        for (std::size_t i = 0; i < name.size(); ++i) {
            command.at(i) = static_cast<std::uint8_t>(name[i]);
        }
        length = static_cast<std::uint32_t>(payload.size());
        checksum = crypto::frame_checksum(payload);
    }

    [[nodiscard]] bitpeer::bytes bytes() const {
        bitpeer::bytes all(24 + payload.size());
        std::ranges::copy(magic, all.begin());
        std::ranges::copy(command, all.begin() + 4);
        store_le(all.data() + 16, length);
        std::ranges::copy(checksum, all.begin() + 20);
        std::ranges::copy(payload, all.begin() + 24);
        return all;
    }
};

inline bitpeer::bytes joined(std::initializer_list<bitpeer::bytes> parts) {
    bitpeer::bytes all;
    for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
    return all;
}

}  // namespace bitpeer::test
