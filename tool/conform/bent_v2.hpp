#pragma once
/// The dialling end of an encrypted connection (BIP324) that can be made to do what
/// `transport::v2` never would.

#include <bitpeer/base/random.hpp>
#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/crypto/elligator_swift.hpp>
#include <bitpeer/crypto/secret.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/transport/v2_keys.hpp>
#include <bitpeer/transport/v2_packet.hpp>

#include <cstddef>
#include <optional>

namespace bitpeer::tool::conform {

/// What is done otherwise. As it stands here, nothing is.
struct v2_bends {
    std::size_t garbage = 16;
    bool terminates = true;       ///< the garbage has its end, and an opening packet follows
    bool vouches = true;          ///< the first packet vouches for the garbage
    std::size_t decoys = 0;       ///< in front of the packet that opens the stream
    std::size_t opening = 0;      ///< bytes in the packet that opens the stream
    bool long_names = false;      ///< no short ids
    std::size_t decoys_each = 0;  ///< in front of each message
};

/// For one connection. Reads whatever any v2 transport sends.
class bent_v2 final : public transport::transport {
public:
    bent_v2(const network& net, const entropy& seed, v2_bends bends);

    bitpeer::transport::received receive(byte_view& in) override;
    [[nodiscard]] bool ready() const override { return sealer_.has_value(); }
    [[nodiscard]] shared_bytes take_output() override;
    void release() override { input_.clear(); }
    [[nodiscard]] std::size_t buffered() const override { return input_.size(); }
    [[nodiscard]] std::string_view name() const override { return "v2"; }

    /// A packet with anything in it, behind what `take_output` would give. Only when `ready`.
    [[nodiscard]] bytes packet(
        bitpeer::transport::packet_kind kind, byte_view contents, byte_view vouched = {}
    );

    [[nodiscard]] const crypto::elligator_swift& their_key() const { return their_key_; }

private:
    bitpeer::transport::sealed_frame make_frame(
        wire::command_name command, const shared_bytes& payload, const hash256* digest
    ) override;
    void open_session();
    bool pass_garbage();
    [[nodiscard]] std::optional<bitpeer::transport::received> read_packet();

    const network& net_;
    v2_bends bends_;
    crypto::chacha20_generator chance_;
    crypto::secret<32> private_key_;
    crypto::elligator_swift our_key_{};
    crypto::elligator_swift their_key_{};
    bytes our_garbage_;
    bytes output_;
    std::optional<bitpeer::transport::packet_sealer> sealer_;
    std::optional<bitpeer::transport::packet_opener> opener_;
    bitpeer::transport::garbage_terminator expected_{};
    bytes input_;
    bytes their_garbage_;  // until the first packet has vouched for it
    std::optional<std::size_t> length_;
    bool terminated_ = false;
    bool opened_ = false;
};

}  // namespace bitpeer::tool::conform
