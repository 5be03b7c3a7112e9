/// However a stream is cut into pieces, the same comes out of it.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <tests/support/frames.hpp>
#include <tests/support/splitmix64.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

namespace bitpeer::transport {
namespace {

using test::joined;
using test::raw_frame;

/// What came out, as text that can be compared.
std::string text_of(const received& item) {
    if (const auto* whole = std::get_if<frame>(&item)) {
        return std::string(whole->command.text()) + ' ' + to_hex(whole->payload) + ' ' +
               std::to_string(whole->wire_size);
    }
    if (const auto* lost = std::get_if<dropped_frame>(&item)) {
        return "dropped " + std::string(to_string(lost->code)) + ' ' + lost->command + ' ' +
               std::to_string(lost->payload_size) + ' ' + std::to_string(lost->wire_size);
    }
    if (const auto* end = std::get_if<broken_stream>(&item)) return "broken " + end->message();
    return "incomplete";
}

/// Everything that comes out of `stream` when it is read in these pieces.
class reading {
public:
    void take(byte_view piece) {
        while (!piece.empty()) {
            const auto before = piece.size();
            auto item = transport_.receive(piece);
            ASSERT_LT(piece.size(), before) << "a call that takes nothing";
            if (std::holds_alternative<incomplete>(item)) {
                ASSERT_TRUE(piece.empty()) << "incomplete, but bytes are left";
            } else {
                items_.push_back(text_of(item));
                if (std::holds_alternative<broken_stream>(item)) return;
            }
        }
    }
    [[nodiscard]] const std::vector<std::string>& items() const { return items_; }
    [[nodiscard]] const v1& transport() const { return transport_; }

private:
    v1 transport_{networks::bitcoin_regtest};
    std::vector<std::string> items_;
};

bytes some_bytes(std::size_t count) {
    test::splitmix64 chance(count);
    bytes made(count);
    for (auto& byte : made) byte = static_cast<std::uint8_t>(chance.below(256));
    return made;
}

bytes damaged(raw_frame frame) {
    frame.checksum[0] ^= 1;
    return frame.bytes();
}

/// Each kind of thing that leaves the connection standing, small.
bytes short_stream() {
    return joined({
        raw_frame("verack", {}).bytes(),
        raw_frame("ping", some_bytes(8)).bytes(),
        damaged(raw_frame("pong", some_bytes(8))),
        raw_frame("in\x01valid", some_bytes(5)).bytes(),
        raw_frame("neverheardof", some_bytes(100)).bytes(),
        damaged(raw_frame("verack", {})),
        raw_frame("tx", some_bytes(1)).bytes(),
    });
}

bytes long_stream() {
    return joined({
        raw_frame("block", some_bytes(300'000)).bytes(),
        short_stream(),
        raw_frame("headers", some_bytes(70'000)).bytes(),
        raw_frame("getaddr", {}).bytes(),
    });
}

std::vector<std::string> in_one_piece(const bytes& stream) {
    reading whole;
    whole.take(stream);
    return whole.items();
}

TEST(v1_splits, the_stream_of_these_tests_holds_what_it_should) {
    const auto items = in_one_piece(short_stream());
    ASSERT_EQ(items.size(), 7U);
    EXPECT_EQ(items[0], "verack  24");
    EXPECT_EQ(items[2], "dropped bad_checksum pong 8 32");
    EXPECT_EQ(items[3], "dropped bad_command in\\x01valid 5 29");
    EXPECT_EQ(items[4].substr(0, 12), "neverheardof");
    EXPECT_EQ(items[5], "dropped bad_checksum verack 0 24");
}

TEST(v1_splits, any_two_pieces_give_the_same) {
    const auto stream = short_stream();
    const auto expected = in_one_piece(stream);
    for (std::size_t at = 0; at <= stream.size(); ++at) {
        reading halves;
        halves.take(byte_view(stream).first(at));
        halves.take(byte_view(stream).subspan(at));
        ASSERT_EQ(halves.items(), expected) << "split at " << at;
    }
}

TEST(v1_splits, any_three_pieces_of_two_frames_give_the_same) {
    const auto stream =
        joined({raw_frame("ping", some_bytes(8)).bytes(), damaged(raw_frame("a", some_bytes(3)))});
    const auto expected = in_one_piece(stream);
    for (std::size_t first = 0; first <= stream.size(); ++first) {
        for (std::size_t second = first; second <= stream.size(); ++second) {
            reading thirds;
            thirds.take(byte_view(stream).first(first));
            thirds.take(byte_view(stream).subspan(first, second - first));
            thirds.take(byte_view(stream).subspan(second));
            ASSERT_EQ(thirds.items(), expected) << "split at " << first << " and " << second;
        }
    }
}

TEST(v1_splits, byte_by_byte_gives_the_same) {
    for (const auto& stream : {short_stream(), long_stream()}) {
        reading single;
        for (std::size_t at = 0; at < stream.size(); ++at) {
            single.take(byte_view(stream).subspan(at, 1));
        }
        EXPECT_EQ(single.items(), in_one_piece(stream));
    }
}

TEST(v1_splits, random_pieces_give_the_same) {
    const auto stream = long_stream();
    const auto expected = in_one_piece(stream);
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        test::splitmix64 chance(seed);
        const auto largest = std::uint64_t{1} << (4 + chance.below(15));
        reading pieces;
        for (std::size_t at = 0; at < stream.size();) {
            const auto count = std::min<std::size_t>(1 + chance.below(largest), stream.size() - at);
            pieces.take(byte_view(stream).subspan(at, count));
            at += count;
        }
        ASSERT_EQ(pieces.items(), expected) << "seed " << seed;
    }
}

TEST(v1_splits, a_stream_that_breaks_does_so_at_any_split) {
    auto oversize = raw_frame("block", {});
    oversize.length = 4'000'001;
    auto foreign = raw_frame("ping", some_bytes(8));
    foreign.magic = networks::bitcoin.magic;
    for (const auto& last : {oversize.bytes(), foreign.bytes()}) {
        const auto stream = joined({short_stream(), last, short_stream()});
        const auto expected = in_one_piece(stream);
        ASSERT_EQ(expected.size(), 8U);
        for (std::size_t at = 0; at <= stream.size(); ++at) {
            reading halves;
            halves.take(byte_view(stream).first(at));
            const bool over = halves.items().size() == 8;
            halves.take(byte_view(stream).subspan(at));
            auto items = halves.items();
            if (over && at < stream.size()) items.pop_back();  // it says so again
            ASSERT_EQ(items, expected) << "split at " << at;
        }
    }
}

TEST(v1_splits, nothing_is_held_between_messages) {
    reading whole;
    whole.take(long_stream());
    EXPECT_EQ(whole.transport().buffered(), 0U);
}

/// Large payloads are hashed while they arrive.
TEST(v1_splits, of_large_payloads_change_nothing_in_any_dialect) {
    test::splitmix64 chance(3);
    for (const auto& net :
         {networks::bitcoin_regtest,
          networks::litecoin_regtest,
          networks::dash_regtest,
          networks::exchangecoin_simnet}) {
        SCOPED_TRACE(net.name);
        v1 sealing(net);
        bytes stream;
        std::vector<shared_bytes> payloads;
        for (const std::size_t size : {32'767U, 32'768U, 70'001U, 3U, 200'000U}) {
            payloads.emplace_back(some_bytes(size));
            const auto sealed = sealing.seal("block", payloads.back());
            for (const auto part : {sealed.head.view(), sealed.body.view()}) {
                stream.insert(stream.end(), part.begin(), part.end());
            }
        }
        for (const std::size_t most : {1'000U, 8'192U, 65'536U}) {
            v1 reading(net);
            std::size_t heard = 0;
            byte_view left = stream;
            while (!left.empty()) {
                auto piece = left.first(std::min<std::size_t>(left.size(), 1 + chance.below(most)));
                left = left.subspan(piece.size());
                while (!piece.empty()) {
                    const auto item = reading.receive(piece);
                    if (std::holds_alternative<incomplete>(item)) continue;
                    const auto& whole = std::get<frame>(item);
                    EXPECT_TRUE(std::ranges::equal(whole.payload.view(), payloads.at(heard).view())
                    );
                    EXPECT_EQ(whole.digest, net.dialect->frame_digest(whole.payload));
                    ++heard;
                }
            }
            EXPECT_EQ(heard, payloads.size());
        }
    }
}

TEST(v1_splits, of_a_large_damaged_payload_leave_the_next_one_whole) {
    auto wrong_name = raw_frame("in\x01valid", some_bytes(50'000));
    const auto stream = joined({
        damaged(raw_frame("block", some_bytes(100'000))),
        wrong_name.bytes(),
        raw_frame("block", some_bytes(100'000)).bytes(),
    });
    v1 reading(networks::bitcoin_regtest);
    std::vector<std::size_t> came;  // which alternative
    for (byte_view left = stream; !left.empty();) {
        auto piece = left.first(std::min<std::size_t>(left.size(), 8'192));
        left = left.subspan(piece.size());
        while (!piece.empty()) {
            const auto item = reading.receive(piece);
            if (!std::holds_alternative<incomplete>(item)) came.push_back(item.index());
        }
    }
    const auto dropped = received(dropped_frame{}).index();
    EXPECT_EQ(came, (std::vector{dropped, dropped, received(frame{}).index()}));
}

}  // namespace
}  // namespace bitpeer::transport
