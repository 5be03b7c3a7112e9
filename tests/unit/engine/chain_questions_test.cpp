/// getblocks and getheaders are not repeated while their answer is on its way.

#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using namespace std::chrono_literals;

constexpr auto begin =
    hash256::literal("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
constexpr auto other =
    hash256::literal("000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943");

auto asks_headers(const wire::locator& from, bool expected) {
    return [=](engine& e, instant now) { EXPECT_EQ(e.ask_headers(from, now).value(), expected); };
}
auto asks_blocks(const wire::locator& from, bool expected) {
    return [=](engine& e, instant now) { EXPECT_EQ(e.ask_blocks(from, now).value(), expected); };
}

test::transcript connected() { return running(direction::outbound, timeless()); }

TEST(chain_questions, the_same_question_is_not_asked_twice) {
    connected()
        .does(asks_headers(begin, true))
        .sends<wire::getheaders>([](const auto& sent) {
            return sent.locator.hashes.front() == begin &&
                   sent.locator.version == wire::newest_protocol_version;
        })
        .does(asks_headers(begin, false))
        .does(asks_blocks(begin, true))
        .sends<wire::getblocks>()
        .does(asks_blocks(begin, false))
        .stays_quiet();
}

TEST(chain_questions, another_beginning_or_another_end_makes_another_question) {
    connected()
        .does(asks_headers(begin, true))
        .sends<wire::getheaders>()
        .does(asks_headers(other, true))
        .sends<wire::getheaders>()
        .does(asks_headers(wire::locator(wire::list<hash256, 101>{other}, begin), true))
        .sends<wire::getheaders>();
}

TEST(chain_questions, an_answer_lets_the_question_be_asked_again) {
    wire::inv inventory;
    inventory.items.push_back({wire::inventory_type::block, other});
    connected()
        .does(asks_headers(begin, true))
        .sends<wire::getheaders>()
        .does(asks_blocks(begin, true))
        .sends<wire::getblocks>()
        .receives(wire::headers{})
        .does(asks_blocks(begin, false))
        .does(asks_headers(begin, true))
        .sends<wire::getheaders>()
        .receives(inventory)
        .does(asks_headers(begin, false))
        .does(asks_blocks(begin, true))
        .sends<wire::getblocks>();
}

TEST(chain_questions, an_answer_that_never_came_lets_the_question_be_asked_again) {
    connected()
        .does(asks_headers(begin, true))
        .sends<wire::getheaders>()
        .after(2min - 1ns)
        .does(asks_headers(begin, false))
        .after(1ns)
        .does(asks_headers(begin, true))
        .sends<wire::getheaders>();
}

TEST(chain_questions, without_a_locator_are_always_asked) {
    connected()
        .does(asks_headers({}, true))
        .sends<wire::getheaders>()
        .does(asks_headers({}, true))
        .sends<wire::getheaders>()
        .does(asks_blocks({}, true))
        .sends<wire::getblocks>();
}

TEST(chain_questions, with_more_than_101_hashes_are_refused) {
    wire::locator long_one;
    long_one.hashes.assign(102, begin);
    auto script = connected();
    script.does([&](engine& e, instant now) {
        const auto refused = e.ask_headers(long_one, now);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, misuse::unencodable);
        long_one.hashes.resize(101);
        EXPECT_TRUE(e.ask_headers(long_one, now).value());
    });
    script.sends<wire::getheaders>();
}

TEST(chain_questions, wait_for_the_handshake) {
    test::transcript script(direction::outbound);
    EXPECT_EQ(script.engine().ask_headers(begin, script.now()).error().code, misuse::too_early);
    EXPECT_EQ(script.engine().ask_blocks(begin, script.now()).error().code, misuse::too_early);
}

}  // namespace
}  // namespace bitpeer
