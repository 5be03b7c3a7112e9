/// What an open encrypted transport refuses, when, and at what cost.

#include <tests/support/splitmix64.hpp>
#include <tests/unit/transport/v2_attack.hpp>

#include <gtest/gtest.h>

#include <string>

namespace bitpeer::transport {
namespace {

using test::append;
using test::first_of;
using test::hand_made_v2;
using test::read_all;

constexpr std::size_t the_longest = 13 + 4'000'000;

TEST(v2_packet, is_refused_with_any_bit_flipped) {
    for (std::size_t bit = 0;; ++bit) {
        attack on;
        on.open();
        const auto packet = on.remote.message("ping", bytes(8));
        if (bit == 8 * packet.size()) break;
        auto stream = with_bit_flipped(packet, bit);
        append(stream, bytes(70'000));
        const auto items = read_all(on.transport, stream);
        // A wrong length may be too long at once, or make the tag be looked for elsewhere.
        const bool in_length = bit < 24;
        if (in_length && items.empty()) {
            EXPECT_LE(on.transport.buffered(), stream.size() + 256 * 1024);
            EXPECT_GT(bit, 15U);
            continue;
        }
        ASSERT_EQ(items.size(), 1U) << bit;
        if (in_length && items[0] == "broken packet_too_large") {
            EXPECT_GE(bit, 22U);
            continue;
        }
        EXPECT_EQ(items[0], "broken bad_tag") << bit;
        EXPECT_EQ(on.end().actual, 2U);  // one opened the stream, one was a message
        EXPECT_EQ(on.end().message(), "packet 3 is not genuine");
        on.expect_over("bad_tag");
    }
}

TEST(v2_packet, is_refused_when_it_comes_twice) {
    attack on;
    on.open();
    const auto packet = on.remote.message("ping", bytes(8));
    EXPECT_EQ(first_of(on.transport, packet), "ping 0000000000000000 29");
    // Its length was encrypted for another place, so it says anything.
    auto stream = packet;
    append(stream, bytes(4'100'000));
    const auto item = first_of(on.transport, stream);
    EXPECT_TRUE(item == "broken bad_tag" || item == "broken packet_too_large") << item;
}

TEST(v2_packet, is_refused_out_of_order) {
    attack on;
    on.open();
    const auto first = on.remote.message("ping", bytes(8));
    auto stream = on.remote.message("ping", bytes(8));
    append(stream, first);
    append(stream, bytes(4'100'000));
    const auto item = first_of(on.transport, stream);
    EXPECT_TRUE(item == "broken bad_tag" || item == "broken packet_too_large") << item;
}

/// The lengths have a keystream of their own: an attacker who knows a length can make another one.
/// Then all depends on the tag.
TEST(v2_packet, is_refused_when_only_its_body_comes_twice) {
    attack on;
    on.open();
    const auto first = on.remote.message("ping", bytes(8));
    auto second = on.remote.message("ping", bytes(8));
    std::copy(first.begin() + 3, first.end(), second.begin() + 3);
    EXPECT_EQ(first_of(on.transport, first), "ping 0000000000000000 29");
    EXPECT_EQ(first_of(on.transport, second), "broken bad_tag");
}

TEST(v2_packet, is_refused_when_it_is_our_own) {
    attack on;
    on.open();
    auto own = test::joined(on.transport.seal("ping", shared_bytes::copy(bytes(8))));
    append(own, bytes(4'100'000));
    const auto item = first_of(on.transport, own);
    EXPECT_TRUE(item == "broken bad_tag" || item == "broken packet_too_large") << item;
}

TEST(v2_packet, may_be_as_long_as_the_longest_message) {
    attack on;
    on.open();
    EXPECT_EQ(
        first_of(on.transport, on.remote.decoy(the_longest)), "dropped decoy  4000013 4000033"
    );
    bytes contents(the_longest);
    contents[1] = 'x';
    const auto item = first_of(on.transport, on.remote.packet(contents));
    EXPECT_EQ(item.substr(0, 2), "x ");
    // With a short name the same packet would hold too long a payload.
    contents[0] = 2;
    EXPECT_EQ(first_of(on.transport, on.remote.packet(contents)), "broken payload_too_large");
    EXPECT_EQ(on.end().command, "block");
    EXPECT_EQ(on.end().actual, 4'000'012U);
}

/// Large ones are decrypted while they arrive.
TEST(v2_packet, that_is_large_is_the_same_in_any_pieces) {
    const bytes payload(100'000, 5);
    for (const std::size_t most : {100U, 8'192U, 65'536U}) {
        attack on;
        on.open();
        auto stream = on.remote.message("block", payload);
        append(stream, on.remote.decoy(40'000, {}));
        append(stream, on.remote.message("ping", bytes(8)));
        append(stream, on.remote.message("block", payload));
        append(stream, with_bit_flipped(on.remote.message("block", payload), 8 * 60'000));
        std::vector<std::string> items;
        for (byte_view left = stream; !left.empty();) {
            const auto piece = left.first(std::min(left.size(), most));
            left = left.subspan(piece.size());
            for (auto& item : read_all(on.transport, piece)) items.push_back(std::move(item));
        }
        ASSERT_GE(items.size(), 5U);
        attack whole;
        whole.open();
        EXPECT_EQ(items[0], first_of(whole.transport, whole.remote.message("block", payload)));
        EXPECT_EQ(items[1], "dropped decoy  40000 40020");
        EXPECT_EQ(items[2], "ping 0000000000000000 29");
        EXPECT_EQ(items[3], items[0]);
        EXPECT_EQ(items[4], "broken bad_tag") << "nothing of it is told";
    }
}

TEST(v2_packet, is_refused_by_its_length_alone) {
    for (const std::size_t size : {the_longest + 1, std::size_t{5'000'000}, packet_contents_max}) {
        for (const auto kind : {packet_kind::genuine, packet_kind::decoy}) {
            attack on;
            on.open();
            const auto packet = on.remote.packet(bytes(size), {}, kind);
            EXPECT_EQ(first_of(on.transport, byte_view(packet).first(2)), "incomplete");
            EXPECT_EQ(
                first_of(on.transport, byte_view(packet).subspan(2, 1)), "broken packet_too_large"
            );
            EXPECT_EQ(on.end().actual, size);
            EXPECT_EQ(on.end().allowed, the_longest);
            on.expect_over("packet_too_large");
        }
    }
}

TEST(v2_packet, costs_no_memory_before_its_bytes_are_there) {
    attack on;
    on.open();
    const auto packet = on.remote.packet(bytes(the_longest));
    for (std::size_t at = 0; at < packet.size() - 1; at += 10'000) {
        const auto part = byte_view(packet).subspan(at).first(
            std::min<std::size_t>(10'000, packet.size() - 1 - at)
        );
        ASSERT_TRUE(read_all(on.transport, part).empty());
        ASSERT_LE(on.transport.buffered(), at + part.size() + 256 * 1024 + 3);
    }
    on.transport.release();
    EXPECT_EQ(on.transport.buffered(), 0U);
}

TEST(v2_packet, may_be_a_decoy_any_number_of_times) {
    attack on;
    on.open();
    for (int i = 0; i < 1000; ++i) {
        ASSERT_EQ(first_of(on.transport, on.remote.decoy(3)), "dropped decoy  3 23");
        ASSERT_EQ(on.transport.buffered(), 0U);
    }
    EXPECT_EQ(first_of(on.transport, on.remote.message("verack", {})), "verack  33");
}

TEST(v2_message, is_let_go_when_its_name_cannot_be_read) {
    attack on;
    on.open();
    const auto heard = [&](bytes contents) {
        return first_of(on.transport, on.remote.packet(contents));
    };
    EXPECT_EQ(heard({}), "dropped short_contents  0 20");
    EXPECT_EQ(heard({0}), "dropped short_contents  0 21");
    EXPECT_EQ(heard({0, 'p', 'i', 'n', 'g'}), "dropped short_contents ping 0 25");
    EXPECT_EQ(heard({200, 1, 2}), "dropped unknown_id \\xc8 2 23");
    EXPECT_EQ(heard({29}), "dropped unknown_id \\x1d 0 21");
    EXPECT_EQ(heard(bytes(13)), "dropped bad_command  0 33");
    bytes broken_name(20);
    broken_name[1] = 'a';
    broken_name[3] = 'b';
    EXPECT_EQ(heard(broken_name), "dropped bad_command a\\x00b 7 40");
    EXPECT_EQ(first_of(on.transport, on.remote.message("verack", {})), "verack  33");
}

TEST(v2_message, may_come_by_its_long_name_though_it_has_a_short_one) {
    attack on;
    on.open();
    bytes contents{0, 'p', 'i', 'n', 'g'};
    contents.resize(13);
    contents.push_back(7);
    EXPECT_EQ(first_of(on.transport, on.remote.packet(contents)), "ping 07 34");
}

TEST(v2_message, of_a_dialect_with_strict_sizes_may_not_be_longer_than_it_can_be) {
    auto strict = *regtest.dialect;
    strict.strict_sizes = true;
    auto net = regtest;
    net.dialect = &strict;
    v2 transport(net, crypto::party::responder, entropy::from_number(1));
    hand_made_v2 remote(crypto::party::initiator);
    (void)remote.meet(transport.take_output());
    EXPECT_TRUE(read_all(transport, remote.opening()).empty());
    EXPECT_EQ(first_of(transport, remote.message("ping", bytes(8))), "ping 0000000000000000 29");
    EXPECT_EQ(first_of(transport, remote.message("verack", bytes(1))), "broken payload_too_large");
}

TEST(v2, is_not_for_dialects_with_longer_messages_than_packets) {
    EXPECT_TRUE(v2::fits(networks::bitcoin));
    EXPECT_TRUE(v2::fits(networks::dash));
    EXPECT_TRUE(v2::fits(networks::litecoin));
    auto large = *regtest.dialect;
    large.payload_max = (1 << 24) - 1 - 13;
    auto net = regtest;
    net.dialect = &large;
    EXPECT_TRUE(v2::fits(net));
    ++large.payload_max;
    EXPECT_FALSE(v2::fits(net));
}

/// Whatever somebody without a key sends, nothing but the codes above come of it.
TEST(v2, ends_for_random_bytes) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        test::splitmix64 chance(seed);
        attack on(seed % 2 == 0 ? crypto::party::initiator : crypto::party::responder);
        bytes noise(64 + 4111);
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(chance.next());
        EXPECT_EQ(first_of(on.transport, noise), "broken no_terminator");
    }
}

}  // namespace
}  // namespace bitpeer::transport
