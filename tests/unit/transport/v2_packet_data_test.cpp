/// BIP324's own vectors: the key exchange, the keys and one packet of each of seven connections.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/elligator_swift.hpp>
#include <bitpeer/crypto/hkdf.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2_keys.hpp>
#include <bitpeer/transport/v2_packet.hpp>
#include <tests/support/csv.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

namespace bitpeer::transport {
namespace {

crypto::elligator_swift key_of(const std::string& hex) {
    crypto::elligator_swift key{};
    std::ranges::copy(from_hex(hex).value(), key.begin());
    return key;
}

/// One line of the table, with the keys that follow from it.
struct connection {
    explicit connection(const test::csv_row& from) : row(from) {
        const auto us = began ? crypto::party::initiator : crypto::party::responder;
        const auto& first = began ? ours : theirs;
        const auto& second = began ? theirs : ours;
        shared = crypto::bip324_shared_secret(private_key, first, second, us);
        keys = derive_v2_keys(shared, networks::bitcoin.magic);
    }

    [[nodiscard]] bytes field(const std::string& name) const {
        return from_hex(row.at(name)).value();
    }
    [[nodiscard]] std::size_t number(const std::string& name) const {
        return std::stoul(row.at(name));
    }
    [[nodiscard]] const v2_direction& sending() const {
        return began ? keys.from_initiator : keys.from_responder;
    }
    [[nodiscard]] const v2_direction& receiving() const {
        return began ? keys.from_responder : keys.from_initiator;
    }
    [[nodiscard]] bytes contents() const {
        const auto once = field("in_contents");
        bytes all;
        for (std::size_t i = 0; i < number("in_multiply"); ++i) {
            all.insert(all.end(), once.begin(), once.end());
        }
        return all;
    }
    [[nodiscard]] packet_kind kind() const {
        return row.at("in_ignore") == "1" ? packet_kind::decoy : packet_kind::genuine;
    }

    test::csv_row row;
    bool began = row.at("in_initiating") == "1";
    crypto::secret<32> private_key{field("in_priv_ours")};
    crypto::elligator_swift ours = key_of(row.at("in_ellswift_ours"));
    crypto::elligator_swift theirs = key_of(row.at("in_ellswift_theirs"));
    crypto::secret<32> shared;
    v2_keys keys;
};

TEST(bip324_vectors, give_the_keys) {
    const auto rows = test::read_recorded_csv("bip324/packet_encoding_test_vectors.csv");
    if (!rows) GTEST_SKIP() << "no data";
    for (const auto& row : *rows) {
        SCOPED_TRACE(row.at("in_idx"));
        const connection with(row);
        const auto x = crypto::elligator_swift_decode(with.theirs);
        EXPECT_EQ(to_hex(crypto::elligator_swift_decode(with.ours)), row.at("mid_x_ours"));
        EXPECT_EQ(to_hex(x), row.at("mid_x_theirs"));
        EXPECT_EQ(
            to_hex(crypto::x_only_ecdh(with.private_key, x).value().view()), row.at("mid_x_shared")
        );
        EXPECT_EQ(to_hex(with.shared.view()), row.at("mid_shared_secret"));
        const auto& keys = with.keys;
        EXPECT_EQ(to_hex(keys.from_initiator.length_key.view()), row.at("mid_initiator_l"));
        EXPECT_EQ(to_hex(keys.from_initiator.packet_key.view()), row.at("mid_initiator_p"));
        EXPECT_EQ(to_hex(keys.from_responder.length_key.view()), row.at("mid_responder_l"));
        EXPECT_EQ(to_hex(keys.from_responder.packet_key.view()), row.at("mid_responder_p"));
        EXPECT_EQ(to_hex(with.sending().terminator), row.at("mid_send_garbage_terminator"));
        EXPECT_EQ(to_hex(with.receiving().terminator), row.at("mid_recv_garbage_terminator"));
        EXPECT_EQ(to_hex(keys.session), row.at("out_session_id"));
    }
    EXPECT_EQ(rows->size(), 7U);
}

TEST(bip324_vectors, give_the_packets_in_both_directions) {
    const auto rows = test::read_recorded_csv("bip324/packet_encoding_test_vectors.csv");
    if (!rows) GTEST_SKIP() << "no data";
    for (const auto& row : *rows) {
        SCOPED_TRACE(row.at("in_idx"));
        const connection with(row);
        packet_sealer seals(with.sending());
        packet_opener opens(with.sending());  // as the other side would
        bytes packet(packet_overhead);
        bytes plain(packet_header_size);
        for (std::size_t i = 0; i < with.number("in_idx"); ++i) {
            seals.seal(packet_kind::genuine, {}, {}, {}, packet);
            ASSERT_EQ(opens.length(std::span(std::as_const(packet)).first<3>()), 0U);
            ASSERT_TRUE(opens.open({}, byte_view(packet).subspan(3), plain).has_value());
        }
        const auto contents = with.contents();
        const auto additional = with.field("in_aad");
        packet.resize(contents.size() + packet_overhead);
        const auto half = contents.size() / 2;
        seals.seal(
            with.kind(),
            additional,
            byte_view(contents).first(half),
            byte_view(contents).subspan(half),
            packet
        );
        const auto& whole = row.at("out_ciphertext");
        const auto& end = row.at("out_ciphertext_endswith");
        if (!whole.empty()) {
            EXPECT_EQ(to_hex(packet), whole);
        } else {
            ASSERT_FALSE(end.empty());
            EXPECT_EQ(to_hex(byte_view(packet).last(end.size() / 2)), end);
        }
        ASSERT_EQ(opens.length(std::span(std::as_const(packet)).first<3>()), contents.size());
        const auto sealed = byte_span(packet).subspan(3);
        const auto in_place = sealed.first(sealed.size() - packet_tag_size);
        ASSERT_EQ(opens.open(additional, sealed, in_place), with.kind());
        EXPECT_TRUE(std::ranges::equal(in_place.subspan(1), contents));
    }
}

TEST(v2_keys, differ_between_networks) {
    const crypto::secret<32> shared(bytes(32, 1));
    const auto one = derive_v2_keys(shared, networks::bitcoin.magic);
    const auto other = derive_v2_keys(shared, networks::bitcoin_regtest.magic);
    EXPECT_NE(one.session, other.session);
    EXPECT_NE(one.from_initiator.terminator, other.from_initiator.terminator);
}

}  // namespace
}  // namespace bitpeer::transport
