/// Announcing blocks by headers to who asked for it and can connect them (BIP130).

#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace bitpeer {
namespace {

using test::running;
using test::timeless;
using test::transcript;
using type = wire::inventory_type;
using namespace std::chrono_literals;

/// Blocks that nobody has worked on.
std::vector<wire::block_header> some_chain(std::size_t length) {
    std::vector<wire::block_header> chain(length);
    for (std::size_t i = 0; i < length; ++i) {
        chain[i].time = static_cast<std::uint32_t>(i + 1);
        if (i > 0) chain[i].previous = wire::block_hash(chain[i - 1]);
    }
    return chain;
}

const auto chain = some_chain(30);

wire::inventory entry(std::size_t height) { return {type::block, wire::block_hash(chain[height])}; }

wire::inv inv_of(std::size_t height) {
    wire::inv made;
    made.items.push_back(entry(height));
    return made;
}

wire::header_batch batch(std::size_t first, std::size_t last) {
    return wire::header_batch(std::vector<wire::block_header>(
        chain.begin() + static_cast<std::ptrdiff_t>(first),
        chain.begin() + static_cast<std::ptrdiff_t>(last + 1)
    ));
}

wire::headers headers_of(std::size_t first, std::size_t last) {
    const auto made = networks::bitcoin_regtest.dialect->chain->headers_of(batch(first, last));
    return made.get_if<wire::headers>().value();
}

auto announces(const wire::header_batch& blocks, announcement expected = announcement::queued) {
    return [=](engine& e, instant now) {
        const auto outcome = e.announce_blocks(blocks, now);
        ASSERT_TRUE(outcome) << outcome.error().message();
        EXPECT_EQ(to_string(*outcome), to_string(expected));
    };
}

/// A remote that asked for headers.
transcript wanting() {
    auto script = running(direction::inbound, timeless());
    script.receives(wire::sendheaders{});
    return script;
}

TEST(block_announcement, is_by_headers_once_the_remote_announced_the_parent) {
    wanting()
        .receives(inv_of(3))
        .does(announces(batch(4, 4)))
        .sends(headers_of(4, 4))
        .does(announces(batch(5, 6)))
        .sends(headers_of(5, 6))
        .stays_quiet();
}

TEST(block_announcement, is_by_inv_of_the_last_to_who_did_not_ask_for_headers) {
    running(direction::inbound, timeless())
        .receives(inv_of(3))
        .does(announces(batch(4, 6)))
        .sends(inv_of(6))
        .stays_quiet();
}

TEST(block_announcement, is_by_inv_where_the_headers_would_not_connect) {
    wanting().does(announces(batch(4, 5))).sends(inv_of(5)).stays_quiet();
}

TEST(block_announcement, leaves_out_what_the_remote_has) {
    wanting()
        .receives(inv_of(3))
        .receives(inv_of(5))
        .does(announces(batch(4, 6)))
        .sends(headers_of(4, 6))
        .receives(inv_of(8))
        .does(announces(batch(8, 9)))
        .sends(headers_of(9, 9))
        .stays_quiet();
}

TEST(block_announcement, of_what_the_remote_has_is_none) {
    wanting()
        .receives(inv_of(6))
        .does(announces(batch(4, 6), announcement::known))
        .does(announces(wire::header_batch(80), announcement::known))
        .stays_quiet();
}

TEST(block_announcement, takes_at_most_eight_headers) {
    wanting().receives(inv_of(3)).does(announces(batch(4, 11))).sends(headers_of(4, 11));
    wanting().receives(inv_of(3)).does(announces(batch(4, 12))).sends(inv_of(12)).stays_quiet();
}

TEST(block_announcement, that_is_no_chain_is_by_inv) {
    auto broken = batch(4, 4);
    broken.push_back(batch(6, 6)[0]);
    wanting().receives(inv_of(3)).does(announces(broken)).sends(inv_of(6)).stays_quiet();
}

TEST(block_announcement, knows_the_parent_from_the_remotes_headers) {
    wanting().receives(headers_of(0, 20)).does(announces(batch(21, 21))).sends(headers_of(21, 21));
}

TEST(block_announcement, knows_the_parent_from_the_headers_that_the_remote_was_told) {
    wanting()
        .does([](engine& e, instant now) { EXPECT_TRUE(e.send(headers_of(0, 20), now)); })
        .sends<wire::headers>()
        .emits<send_completed>()
        .does(announces(batch(21, 21)))
        .sends(headers_of(21, 21));
}

TEST(block_announcement, knows_the_parent_from_the_best_block_of_the_remotes_question) {
    wire::getheaders question;
    question.locator.hashes.push_back(entry(9).hash);
    wanting().receives(question).does(announces(batch(10, 10))).sends(headers_of(10, 10));
}

TEST(block_announcement, knows_the_parent_from_a_compact_block) {
    const auto compact = [](std::size_t height) {
        auto payload = wire::encode(chain[height]).value();
        payload.resize(80 + 8);  // a nonce
        payload.push_back(0);    // no short ids
        payload.push_back(0);    // nor transactions
        return wire::message("cmpctblock", shared_bytes(std::move(payload)));
    };
    wanting().receives(compact(9)).does(announces(batch(10, 10))).sends(headers_of(10, 10));
    wanting()
        .does([&](engine& e, instant now) { EXPECT_TRUE(e.send(compact(9), now)); })
        .never_mind()
        .does(announces(batch(10, 10)))
        .sends(headers_of(10, 10));
}

TEST(block_announcement, of_many_headers_keeps_the_last_ones_only) {
    auto script = wanting();
    script.receives(headers_of(0, 20));
    EXPECT_TRUE(script.engine().knows(entry(12)));
    EXPECT_FALSE(script.engine().knows(entry(11)));
}

TEST(block_announcement, before_the_handshake_waits_as_an_inv) {
    transcript(direction::inbound, timeless())
        .does(announces(batch(4, 6)))
        .receives(test::remote_version())
        .never_mind()
        .receives(wire::verack{})
        .emits<handshake_completed>()
        .sends(inv_of(6))
        .stays_quiet();
}

TEST(block_announcement, refuses_headers_of_another_dialect) {
    auto script = wanting();
    const auto refused = script.engine().announce_blocks(wire::header_batch(280), script.now());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, misuse::not_in_dialect);
}

TEST(block_announcement, speaks_the_headers_of_every_dialect) {
    auto config = timeless();
    config.network = networks::exchangecoin_simnet;
    auto script = running(direction::inbound, config, [] {
        auto theirs = test::remote_version();
        theirs.protocol_version = 8;
        return theirs;
    }());
    const auto& dialect = *config.network.dialect;
    wire::header_batch blocks(dialect.header.size);
    blocks.push_back(config.network.genesis);
    bytes next(config.network.genesis.view().begin(), config.network.genesis.view().end());
    std::ranges::copy(
        config.network.genesis_hash.bytes,
        next.begin() + static_cast<std::ptrdiff_t>(dialect.header.previous)
    );
    blocks.push_back(next);
    script.receives(wire::sendheaders{});
    script.engine().add_known({type::block, config.network.genesis_hash});
    bool queued = false;
    script.does([&](engine& e, instant now) {
        queued = e.announce_blocks(blocks, now).value() == announcement::queued;
        const auto sent = e.transmit();
        ASSERT_FALSE(sent.empty());
        EXPECT_EQ(
            std::string(reinterpret_cast<const char*>(sent.parts().front().data()) + 4), "headers"
        );
    });
    EXPECT_TRUE(queued);
    script.never_mind();
}

}  // namespace
}  // namespace bitpeer
