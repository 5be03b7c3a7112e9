/// Two transports of any kind that understand each other: however the streams are cut and whoever
/// speaks when, each hears what the other said, whole and in order.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v1_or_v2.hpp>
#include <bitpeer/transport/v2.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/support/v2_streams.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::transport {
namespace {

const network& regtest = networks::bitcoin_regtest;

/// "ping 0a0b": what was said, without its size on the wire, which is the transport's affair.
using words = std::vector<std::pair<std::string, bytes>>;

struct end {
    std::unique_ptr<transport> speaks;
    std::vector<std::pair<wire::command_name, bytes>> to_say;
    bytes written;
    std::size_t delivered = 0;  // of them
    words said;
    words heard;
    bool broken = false;

    void flush() { test::append(written, speaks->take_output()); }
    [[nodiscard]] std::size_t under_way() const { return written.size() - delivered; }
    /// The next bytes of the stream.
    byte_view deliver(std::size_t most) {
        const auto size = std::min(most, under_way());
        delivered += size;
        return byte_view(written).subspan(delivered - size, size);
    }
    void say_next() {
        if (to_say.empty() || !speaks->ready()) return;
        auto [command, payload] = std::move(to_say.front());
        to_say.erase(to_say.begin());
        said.emplace_back(command.text(), payload);
        test::append(
            written, test::joined(speaks->seal(command, shared_bytes(std::move(payload))))
        );
    }
    void hear(byte_view piece) {
        while (!piece.empty()) {
            const auto item = speaks->receive(piece);
            if (const auto* whole = std::get_if<frame>(&item)) {
                heard.emplace_back(
                    whole->command.text(),
                    bytes(whole->payload.view().begin(), whole->payload.view().end())
                );
            }
            broken = broken || std::holds_alternative<broken_stream>(item);
        }
        flush();
    }
};

enum class kind { plain, encrypted, detecting };

end make_end(kind which, crypto::party us, random_source& chance) {
    end made;
    const auto seed = entropy::from_number(chance.next());
    switch (which) {
        case kind::plain: made.speaks = std::make_unique<v1>(regtest); break;
        case kind::encrypted: made.speaks = std::make_unique<v2>(regtest, us, seed); break;
        case kind::detecting: made.speaks = std::make_unique<v1_or_v2>(regtest, seed); break;
    }
    // Each stream begins with `version`, as v1 is recognised by it.
    made.to_say.emplace_back(wire::command_name("version"), bytes(86));
    constexpr wire::command_name commands[] = {"ping", "tx", "cfheaders", "unheard", "inv"};
    for (auto count = chance.below(40); count > 0; --count) {
        // Now and then one that is longer than all buffers.
        const auto size = chance.below(20) == 0 ? chance.below(70'000) : chance.below(400);
        bytes payload(size);
        for (auto& byte : payload) byte = static_cast<std::uint8_t>(chance.next());
        made.to_say.emplace_back(commands[chance.below(std::size(commands))], std::move(payload));
    }
    made.flush();
    return made;
}

void talk(kind dialler, kind listener) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        test::splitmix64 chance(seed);
        auto one = make_end(dialler, crypto::party::initiator, chance);
        auto other = make_end(listener, crypto::party::responder, chance);
        const auto most = std::uint64_t{1} << chance.below(18);
        std::size_t idle = 0;
        while (idle < 50) {
            const bool ones_turn = chance.below(2) == 0;
            auto& from = ones_turn ? one : other;
            auto& to = ones_turn ? other : one;
            // A listener answers.
            if (chance.below(3) == 0 && (&from == &one || !other.heard.empty())) from.say_next();
            to.hear(from.deliver(chance.below(most + 1)));
            const bool done = one.to_say.empty() && other.to_say.empty() && one.under_way() == 0 &&
                              other.under_way() == 0;
            idle = done ? idle + 1 : 0;
        }
        ASSERT_FALSE(one.broken || other.broken);
        ASSERT_EQ(one.heard, other.said);
        ASSERT_EQ(other.heard, one.said);
        ASSERT_EQ(one.speaks->name(), dialler == kind::plain ? "v1" : "v2");
        ASSERT_EQ(other.speaks->name(), one.speaks->name());
    }
}

TEST(two_transports, of_v1_hear_each_other_whole_and_in_order) { talk(kind::plain, kind::plain); }

TEST(two_transports, of_v2_hear_each_other_whole_and_in_order) {
    talk(kind::encrypted, kind::encrypted);
}

TEST(two_transports, of_v1_and_one_that_detects_hear_each_other_whole_and_in_order) {
    talk(kind::plain, kind::detecting);
}

TEST(two_transports, of_v2_and_one_that_detects_hear_each_other_whole_and_in_order) {
    talk(kind::encrypted, kind::detecting);
}

TEST(two_transports, of_v2_and_v1_part_without_a_message) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        test::splitmix64 chance(seed);
        auto one = make_end(kind::encrypted, crypto::party::initiator, chance);
        auto other = make_end(kind::plain, crypto::party::responder, chance);
        while (one.under_way() > 0) other.hear(one.deliver(1 + chance.below(100)));
        ASSERT_TRUE(other.broken);
        ASSERT_TRUE(other.heard.empty());
        ASSERT_FALSE(one.speaks->ready());
    }
}

}  // namespace
}  // namespace bitpeer::transport
