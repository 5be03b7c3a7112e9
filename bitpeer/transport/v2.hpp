#pragma once
/// The encrypted transport (BIP324).

#include <bitpeer/base/random.hpp>
#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/crypto/elligator_swift.hpp>
#include <bitpeer/crypto/hkdf.hpp>
#include <bitpeer/crypto/secret.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/arriving_bytes.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/transport/v2_keys.hpp>
#include <bitpeer/transport/v2_packet.hpp>
#include <bitpeer/transport/v2_padding.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer::transport {

/// Each side sends a public key of 64 bytes and up to 4095 bytes of garbage; once it has the
/// other's key, a terminator for its garbage, a packet that opens the stream, then messages, all
/// encrypted. To those who read along, everything looks random. Who is at the other end nobody
/// vouches for: people may compare the session id.
///
/// A responder that may also be spoken to in v1 is a `v1_or_v2`.
///
/// Judged as Bitcoin Core does: no terminator within 4111 bytes, a packet above the dialect's limit
/// or one that is not genuine ends the connection; unknown short ids and bad commands only cost
/// that message. Decoys are told as dropped frames, so that they can be counted. Nothing is
/// allocated more than 256 KiB ahead of what has arrived. Keys are wiped when they are used up.
class v2 final : public transport {
public:
    /// Whether all messages of the network's dialect fit into packets. Where not, v2 is not for it.
    [[nodiscard]] static bool fits(const network& net);

    /// `seed` is where the private key, the garbage and all else comes from. It must be fresh, used
    /// for nothing else, and forgotten: whoever has it can read the whole connection.
    v2(const network& net, crypto::party us, const entropy& seed,
       v2_padding padding = usual_padding());

    received receive(byte_view& in) override;
    /// True as soon as the remote's key is there: messages need not wait for its packets.
    [[nodiscard]] bool ready() const override { return sealer_.has_value(); }
    [[nodiscard]] shared_bytes take_output() override;
    [[nodiscard]] byte_span room() override;
    void release() override;
    [[nodiscard]] std::size_t buffered() const override;
    /// "v2" once the remote has proved that it knows the keys.
    [[nodiscard]] std::string_view name() const override;

    [[nodiscard]] std::optional<session_id> session() const override;
    [[nodiscard]] std::optional<openings> opened() const override;

    bool add_decoy(std::size_t contents) override;

private:
    sealed_frame make_frame(
        wire::command_name command, const shared_bytes& payload, const hash256* digest
    ) override;
    v2(const network& net, crypto::party us, const crypto::hkdf_sha256& draws, v2_padding padding);

    enum class stage : std::uint8_t { key, garbage, opening, messages };

    received fill_key(byte_view& in);
    void open_session();
    received find_terminator(byte_view& in);
    received read_packet(byte_view& in);
    received open_packet(byte_view& in);
    void open_early(std::size_t before, std::size_t plain_size);
    received packet_opened(packet_kind kind, shared_bytes plain);
    received message_of(const shared_bytes& plain);
    received broken(break_code code, std::uint64_t actual = 0, std::uint64_t allowed = 0);
    void drop_input();

    [[nodiscard]] std::size_t contents_max() const;
    [[nodiscard]] std::optional<std::size_t> next_decoy(std::size_t contents);
    void append_packet(packet_kind kind, byte_view contents);

    const wire::dialect* dialect_;
    network_magic magic_;
    crypto::party us_;
    v2_padding padding_;
    crypto::secret<32> private_key_;
    crypto::elligator_swift our_key_{};
    crypto::chacha20_generator chance_;

    // What goes out.
    bytes output_;
    bytes our_garbage_;  // until the first packet has vouched for it
    std::size_t our_garbage_size_ = 0;
    garbage_terminator our_terminator_{};
    std::optional<packet_sealer> sealer_;

    // What comes in.
    stage stage_ = stage::key;
    crypto::elligator_swift their_key_{};
    std::size_t key_filled_ = 0;
    garbage_terminator expected_{};
    std::optional<packet_opener> opener_;
    bytes their_garbage_;  // until the first packet has vouched for it
    std::size_t their_garbage_size_ = 0;
    std::array<std::uint8_t, packet_length_size> length_{};
    std::size_t length_filled_ = 0;
    std::size_t contents_size_ = 0;
    arriving_bytes packet_;
    std::uint64_t packets_ = 0;
    session_id session_{};
    bool over_ = false;
    std::optional<broken_stream> break_;
};

}  // namespace bitpeer::transport
