/// Two encrypted transports talk to each other.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/support/v2_streams.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

namespace bitpeer::transport {
namespace {

const network& regtest = networks::bitcoin_regtest;

/// One end, what it has written and nobody has read yet, and what it has heard.
struct end {
    end(crypto::party us, std::uint64_t seed, v2_padding padding, const network& net = regtest)
        : transport(net, us, entropy::from_number(seed), std::move(padding)) {
        flush();
    }
    void flush() { test::append(written, transport.take_output()); }
    void say(wire::command_name command, bytes payload) {
        test::append(
            written, test::joined(transport.seal(command, shared_bytes(std::move(payload))))
        );
    }
    void hear(byte_view piece) {
        while (!piece.empty()) {
            const auto before = piece.size();
            const auto item = transport.receive(piece);
            ASSERT_LT(piece.size(), before) << "a call that takes nothing";
            if (std::holds_alternative<incomplete>(item)) {
                ASSERT_TRUE(piece.empty()) << "incomplete, but bytes are left";
                continue;
            }
            const auto text = test::text_of(item);
            if (text.starts_with("dropped decoy")) {
                ++decoys;
            } else {
                heard.push_back(text);
            }
        }
        flush();
    }

    v2 transport;
    bytes written;
    std::vector<std::string> heard;
    int decoys = 0;
};

struct conversation {
    explicit conversation(
        std::uint64_t seed = 1, const v2_padding& padding = usual_padding(),
        const network& net = regtest
    )
        : initiator(crypto::party::initiator, 2 * seed, padding, net),
          responder(crypto::party::responder, 2 * seed + 1, padding, net) {}

    /// Hands over in pieces of at most `most` bytes until nobody has anything left.
    void run(random_source& chance, std::size_t most) {
        while (!initiator.written.empty() || !responder.written.empty()) {
            for (auto [from, to] : {std::pair(&initiator, &responder), {&responder, &initiator}}) {
                const auto stream = std::exchange(from->written, {});
                for (std::size_t at = 0; at < stream.size();) {
                    const auto size =
                        std::min<std::size_t>(1 + chance.below(most), stream.size() - at);
                    to->hear(byte_view(stream).subspan(at, size));
                    at += size;
                }
            }
        }
    }
    void run() {
        test::splitmix64 chance(1);
        run(chance, 1 << 20);
    }

    end initiator;
    end responder;
};

bytes random_bytes(random_source& chance, std::size_t size) {
    bytes made(size);
    for (auto& byte : made) byte = static_cast<std::uint8_t>(chance.next());
    return made;
}

/// What the other side should hear of a message.
std::string heard_of(wire::command_name command, const bytes& payload) {
    const auto name = v2_command(*regtest.dialect, command).size();
    return test::text_of(frame{
        command, shared_bytes::copy(payload), name + payload.size() + packet_overhead});
}

TEST(v2, opens_with_three_flights) {
    conversation talk;
    EXPECT_FALSE(talk.initiator.transport.ready());
    EXPECT_FALSE(talk.responder.transport.ready());
    EXPECT_EQ(talk.initiator.transport.name(), "detecting");
    EXPECT_EQ(talk.initiator.transport.session(), std::nullopt);

    // The key is enough to answer, whatever becomes of the garbage behind it.
    talk.responder.hear(byte_view(talk.initiator.written).first(63));
    EXPECT_FALSE(talk.responder.transport.ready());
    talk.responder.hear(byte_view(talk.initiator.written).subspan(63, 1));
    EXPECT_TRUE(talk.responder.transport.ready());
    EXPECT_EQ(talk.responder.transport.name(), "detecting");
    talk.responder.hear(byte_view(talk.initiator.written).subspan(64));
    talk.initiator.written.clear();
    talk.run();

    for (const auto* side : {&talk.initiator, &talk.responder}) {
        EXPECT_TRUE(side->transport.ready());
        EXPECT_EQ(side->transport.name(), "v2");
        EXPECT_TRUE(side->heard.empty());
        EXPECT_EQ(side->transport.buffered(), 0U);
    }
    EXPECT_NE(talk.initiator.transport.session(), std::nullopt);
    EXPECT_EQ(talk.initiator.transport.session(), talk.responder.transport.session());
}

TEST(v2, sends_messages_before_it_has_heard_any_packet) {
    conversation talk;
    talk.responder.hear(std::exchange(talk.initiator.written, {}));
    ASSERT_TRUE(talk.responder.transport.ready());
    talk.responder.say("ping", bytes(8));
    talk.run();
    EXPECT_EQ(talk.initiator.heard, std::vector{heard_of("ping", bytes(8))});
}

TEST(v2, puts_what_was_not_taken_in_front_of_the_first_frame) {
    test::hand_made_v2 other(crypto::party::initiator);
    v2 transport(regtest, crypto::party::responder, entropy::from_number(1), {});
    (void)test::read_all(transport, other.key);
    const auto all = test::joined(transport.seal("verack", {}));
    EXPECT_TRUE(transport.take_output().empty());
    EXPECT_EQ(all.size(), 64 + 16 + 20 + (20 + 13));
    const auto rest = other.meet(all);
    EXPECT_TRUE(std::ranges::equal(byte_view(rest).first(16), other.expected));
}

TEST(v2, carries_thousands_of_messages_however_they_are_cut) {
    std::size_t total = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        test::splitmix64 chance(seed);
        v2_padding padding = usual_padding();
        if (seed % 2 == 1) padding.decoy = decoys_at_rate(3, 40);
        conversation talk(seed, padding);
        // The first runs go byte by byte.
        const auto most = std::size_t{1} << (seed < 3 ? 0 : chance.below(17));
        talk.run(chance, most);
        std::vector<std::string> said_there;
        std::vector<std::string> said_back;
        for (int i = 0; i < 500; ++i) {
            const bool there = chance.below(2) == 0;
            const auto payload = random_bytes(chance, chance.below(1U << chance.below(12)));
            static constexpr wire::command_name commands[] = {
                "ping", "tx", "version", "getaddr", "neverheardof", "feature"};
            const auto command = commands[chance.below(std::size(commands))];
            (there ? talk.initiator : talk.responder).say(command, payload);
            (there ? said_there : said_back).push_back(heard_of(command, payload));
            if (chance.below(4) == 0) talk.run(chance, most);
        }
        talk.run(chance, most);
        ASSERT_EQ(talk.responder.heard, said_there) << seed;
        ASSERT_EQ(talk.initiator.heard, said_back) << seed;
        EXPECT_EQ(talk.initiator.decoys > 50, seed % 2 == 1);
        EXPECT_EQ(talk.initiator.transport.buffered(), 0U);
        EXPECT_EQ(talk.initiator.transport.session(), talk.responder.transport.session());
        total += said_there.size() + said_back.size();
    }
    EXPECT_EQ(total, 6000U);
}

TEST(v2, carries_the_largest_message) {
    for (const std::size_t piece : {std::size_t{1} << 26, std::size_t{65536}, std::size_t{1000}}) {
        conversation talk;
        test::splitmix64 chance(5);
        talk.run();
        const auto payload = random_bytes(chance, 4'000'000);
        talk.initiator.say("block", payload);
        talk.initiator.say("neverheardof", payload);
        talk.run(chance, piece);
        const std::vector expected{heard_of("block", payload), heard_of("neverheardof", payload)};
        EXPECT_EQ(talk.responder.heard, expected);
    }
}

TEST(v2, changes_its_keys_many_times) {
    conversation talk;
    talk.run();
    for (int i = 0; i < 224 * 10 + 7; ++i) {
        talk.initiator.say("ping", bytes(8, static_cast<std::uint8_t>(i)));
        if (i % 5 == 0) talk.responder.say("pong", bytes(8, static_cast<std::uint8_t>(i)));
        if (i % 100 == 0) talk.run();
    }
    talk.run();
    ASSERT_EQ(talk.responder.heard.size(), 2247U);
    EXPECT_EQ(talk.responder.heard.back(), heard_of("ping", bytes(8, 2246 % 256)));
    EXPECT_EQ(talk.initiator.heard.size(), 450U);
}

TEST(v2, takes_all_amounts_of_garbage) {
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 4079U, 4094U, 4095U}) {
        for (const bool single_bytes : {false, true}) {
            conversation talk(size, {random_garbage(size, size), {}});
            EXPECT_EQ(talk.initiator.written.size(), 64 + size);
            test::splitmix64 chance(1);
            talk.run(chance, single_bytes ? 1 : 1 << 20);
            EXPECT_EQ(talk.initiator.transport.name(), "v2") << size;
            EXPECT_EQ(talk.responder.transport.name(), "v2") << size;
        }
    }
}

TEST(v2, is_as_random_as_its_seed) {
    const auto output = [](std::uint64_t seed) {
        v2 transport(regtest, crypto::party::initiator, entropy::from_number(seed));
        return transport.take_output();
    };
    EXPECT_EQ(output(1), output(1));
    EXPECT_NE(output(1), output(2));
}

TEST(v2, speaks_on_its_network_only) {
    conversation other(1, {}, networks::bitcoin);
    conversation ours(1, {}, regtest);
    ours.responder.hear(std::exchange(other.initiator.written, {}));
    other.initiator.hear(std::exchange(ours.responder.written, {}));
    EXPECT_NE(other.initiator.transport.name(), "v2");
    other.initiator.hear(bytes(5000));
    EXPECT_EQ(other.initiator.heard.at(0), "broken no_terminator");
}

TEST(v2, tells_decoys_and_sends_them_on_demand) {
    conversation talk(1, {});
    EXPECT_FALSE(talk.initiator.transport.add_decoy(10));  // not ready: nothing happens
    talk.run();
    EXPECT_TRUE(talk.initiator.transport.add_decoy(0));
    talk.initiator.transport.add_decoy(5000);
    talk.initiator.transport.add_decoy(std::size_t{1} << 40);
    talk.initiator.flush();
    EXPECT_EQ(talk.initiator.written.size(), 20U + 5020U + 4'000'013U + 20U);
    talk.initiator.say("ping", bytes(8));
    talk.run();
    EXPECT_EQ(talk.responder.decoys, 3);
    EXPECT_EQ(talk.responder.heard, std::vector{heard_of("ping", bytes(8))});
}

TEST(v2, shows_how_it_began_once_both_have_proved_their_keys) {
    conversation talk(1, {});
    EXPECT_FALSE(talk.initiator.transport.opened());
    const bytes first = talk.initiator.written;
    talk.run();
    const auto one = talk.initiator.transport.opened().value();
    const auto other = talk.responder.transport.opened().value();
    const auto same = [](const opening& left, const opening& right) {
        return left.public_key == right.public_key && left.garbage == right.garbage &&
               left.terminator == right.terminator;
    };
    EXPECT_TRUE(same(one.ours, other.theirs));
    EXPECT_TRUE(same(one.theirs, other.ours));
    EXPECT_TRUE(std::ranges::equal(byte_view(first).first(64), one.ours.public_key));
    EXPECT_EQ(first.size(), 64 + one.ours.garbage);
}

TEST(v2, asks_its_owner_about_decoys) {
    std::vector<std::size_t> asked;
    v2_padding padding;
    padding.decoy = [&](std::size_t contents, random_source&) -> std::optional<std::size_t> {
        asked.push_back(contents);
        if (asked.size() % 2 == 0) return std::nullopt;
        return 7;
    };
    v2 transport(regtest, crypto::party::responder, entropy::from_number(1), padding);
    (void)transport.take_output();
    test::hand_made_v2 other(crypto::party::initiator);
    (void)test::read_all(transport, other.key);
    EXPECT_EQ(transport.take_output().size(), 16U + 27U + 20U);  // a decoy opens the stream too
    EXPECT_EQ(transport.seal("ping", shared_bytes::copy(bytes(8))).size(), 29U);
    EXPECT_EQ(transport.seal("verack", {}).size(), 27U + 33U);
    EXPECT_EQ(asked, (std::vector<std::size_t>{0, 9, 13}));
}

TEST(v2, costs_21_bytes_for_a_short_name_and_33_for_a_long_one) {
    conversation talk(1, {});
    talk.run();
    const auto payload = shared_bytes::copy(bytes(100'000, 3));
    const auto short_form = talk.initiator.transport.seal("block", payload);
    EXPECT_EQ(short_form.size(), payload.size() + 21);
    const auto long_form = talk.initiator.transport.seal("verack", payload);
    EXPECT_EQ(long_form.size(), payload.size() + 33);
}

TEST(v2, holds_nothing_after_its_end) {
    conversation talk;
    talk.run();
    talk.initiator.say("block", bytes(500'000));
    const auto stream = talk.initiator.written;
    talk.responder.hear(byte_view(stream).first(300'000));
    EXPECT_GE(talk.responder.transport.buffered(), 299'997U);
    EXPECT_LE(talk.responder.transport.buffered(), 300'000U + 256 * 1024);
    talk.responder.transport.release();
    EXPECT_EQ(talk.responder.transport.buffered(), 0U);
    talk.responder.hear(byte_view(stream).subspan(300'000));
    EXPECT_TRUE(talk.responder.heard.empty());
    EXPECT_EQ(talk.responder.transport.name(), "v2");
    EXPECT_EQ(talk.responder.transport.seal("ping", {}).size(), 21U);  // a last word is possible
}

}  // namespace
}  // namespace bitpeer::transport
