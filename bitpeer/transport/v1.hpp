#pragma once
/// The original transport: a header of 24 bytes, then the payload, nothing encrypted.

#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/arriving_bytes.hpp>
#include <bitpeer/transport/transport.hpp>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

namespace bitpeer::transport {

/// magic 4 · command 12 · payload length u32 · checksum 4, then the payload.
///
/// Judged as Bitcoin Core does: a wrong magic ends the connection as soon as its four bytes are
/// there; so does a length above the dialect's limit, before one byte of payload is kept; a bad
/// command or checksum only costs that message. A payload buffer never grows more than 256 KiB
/// ahead of the bytes that have arrived.
class v1 final : public transport {
public:
    static constexpr std::size_t header_size = 24;

    explicit v1(const network& net);

    received receive(byte_view& in) override;
    [[nodiscard]] byte_span room() override;
    void release() override;
    [[nodiscard]] std::size_t buffered() const override;
    [[nodiscard]] std::string_view name() const override { return "v1"; }
    [[nodiscard]] bool writes_digests() const override { return true; }

private:
    sealed_frame make_frame(
        wire::command_name command, const shared_bytes& payload, const hash256* digest
    ) override;
    received fill_header(byte_view& in);
    received judge_header();
    received fill_payload(byte_view& in);
    void hash_early(byte_view part);
    [[nodiscard]] hash256 digest_of(byte_view payload, byte_view behind);
    [[nodiscard]] std::optional<byte_view> next_payload(byte_view behind) const;
    received finish(shared_bytes payload, byte_view behind);
    [[nodiscard]] std::size_t payload_limit() const;
    received broken(break_code code, std::uint64_t actual, std::uint64_t allowed);

    const wire::dialect* dialect_;
    network_magic magic_;
    std::array<std::uint8_t, header_size> header_{};
    std::size_t header_filled_ = 0;
    std::size_t payload_size_ = 0;
    arriving_bytes payload_;
    std::unique_ptr<crypto::sha256_hasher> hasher_;  // of a large payload while it arrives
    /// Of the next payload, which lay whole behind the last one.
    std::unique_ptr<const hash256> next_digest_;
    std::unique_ptr<const broken_stream> break_;  // null: it goes on
};

}  // namespace bitpeer::transport
