/// Blocks, whole, compact and in lists.

#include <bitpeer/wire/messages/getblocktxn.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include "behaviour.hpp"
#include "chain_answers.hpp"

#include <algorithm>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr wire::command_name block_command{"block"};
constexpr wire::command_name compact_command{"cmpctblock"};
constexpr std::size_t most_listed = 500;

bool carries_block(const arrival& came) {
    return came.command == block_command || came.command == compact_command;
}

/// Asks for these, and the blocks come, in this order.
asio::awaitable<verdict> fetch(
    conversation& with, wire::inventory_type type, std::vector<hash256> wanted
) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    wire::getdata asked;
    for (const auto& hash : wanted) asked.items.push_back({type, hash});
    co_await with.say(wire::message(std::move(asked)));
    std::size_t count = 0;
    const auto came = co_await with.collect([&](const arrival& message) {
        return carries_block(message) && ++count == wanted.size();
    });
    if (came.ended()) co_return with.judge(expectation::stays, came);
    std::size_t next = 0;
    for (const auto& message : came.messages) {
        if (!carries_block(message)) continue;
        if (block_in(with.net(), message) != wanted[next]) {
            co_return failed_by(reaction::answered, "another block came, or in another order");
        }
        ++next;
    }
    if (next == wanted.size()) co_return passed(reaction::answered);
    co_return failed_by(reaction::silent, "blocks that came: " + std::to_string(next));
}

/// The first block: some have it as a file, some only know its name.
asio::awaitable<verdict> fetch_first(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    wire::getdata asked;
    asked.items = {{wire::inventory_type::block, with.net().genesis_hash}};
    co_await with.say(wire::message(std::move(asked)));
    const auto came = co_await with.fence();
    if (!came.answered()) co_return with.judge(expectation::stays, came);
    const auto* block = came.first(block_command);
    if (block == nullptr) co_return passed(reaction::ignored);
    if (block_in(with.net(), *block) == with.net().genesis_hash) {
        co_return passed(reaction::answered);
    }
    co_return failed_by(reaction::answered, "another block came");
}

asio::awaitable<verdict> list(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    co_await with.say(question_from("getblocks", std::span(&with.net().genesis_hash, 1)));
    const auto first = with.them().first_block().hash;
    std::size_t listed = 0;
    // What it announces by itself is another inv.
    const auto came = co_await with.collect([&](const arrival& message) {
        if (message.command != wire::inv::command) return false;
        const auto read = with.read(message);
        const auto list = read ? read->get_if<wire::inv>() : std::nullopt;
        if (!list || list->items.empty() || list->items.front().hash != first) return false;
        listed = list->items.size();
        return true;
    });
    if (came.ended()) co_return with.judge(expectation::stays, came);
    if (listed == 0) co_return failed_by(reaction::silent, "no list that begins behind the first");
    if (listed > most_listed) {
        co_return failed_by(reaction::answered, std::to_string(listed) + " entries came");
    }
    co_return passed(reaction::answered);
}

/// `blocktxn`, or the whole block where it is an old one.
asio::awaitable<verdict> fetch_coinbase(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    wire::getblocktxn asked;
    asked.block = with.them().last_block().hash;
    asked.indexes = {0};
    co_await with.say(wire::message(std::move(asked)));
    const auto came = co_await with.collect([&](const arrival& message) {
        if (message.command == wire::command_name("blocktxn")) {
            return message.payload.size() > 32 &&
                   hash256::copy(message.payload) == with.them().last_block().hash;
        }
        return message.command == block_command &&
               block_in(with.net(), message) == with.them().last_block().hash;
    });
    co_return with.judge(expectation::stays, came, reaction::answered);
}

needs full_blocks(std::size_t count) {
    return {.offered = wire::services::network, .headers = true, .blocks = count};
}

needs compact(std::size_t count) {
    return {
        .commands = {"getblocktxn"},
        .unasked = wire::command_name("sendcmpct"),
        .headers = count > 0,
        .blocks = count};
}

}  // namespace

behaviours blocks_behaviours() {
    const auto either = expectation::either;
    const std::string core = "Bitcoin Core, net_processing.cpp";
    auto witness = full_blocks(1);
    witness.offered = witness.offered | wire::services::witness;
    return {
        {{"blocks.first",
          "The first block is served, or not: everybody has it.",
          core + "; btcd, pushBlockMsg"},
         {},
         [](conversation& with) { return fetch_first(with); }},
        {{"blocks.by_hash",
          "Who offers NODE_NETWORK serves a block by its hash.",
          "protocol documentation, getdata"},
         full_blocks(1),
         [](conversation& with) {
             return fetch(with, wire::inventory_type::block, {with.them().last_block().hash});
         }},
        {{"blocks.with_witness",
          "Who offers NODE_WITNESS serves it with its witnesses, too.",
          "BIP144, Relay"},
         witness,
         [](conversation& with) {
             return fetch(
                 with, wire::inventory_type::witness_block, {with.them().last_block().hash}
             );
         }},
        {{"blocks.in_order",
          "Blocks come in the order in which they were asked for.",
          core + " ProcessGetData; btcd, OnGetData"},
         full_blocks(3),
         [](conversation& with) {
             const auto& known = *with.them().blocks;
             std::vector<hash256> wanted{known[2].hash, known[0].hash, known[1].hash};
             return fetch(with, wire::inventory_type::block, std::move(wanted));
         }},
        {{"blocks.listed",
          "getblocks is answered by the hashes that follow, 500 at most.",
          "protocol documentation, getblocks"},
         full_blocks(1),
         [](conversation& with) { return list(with); }},
        told(
            {"blocks.getblocks_locator_102",
             "A getblocks with 102 hashes is answered, let go, or ends the connection.",
             "Bitcoin Core, MAX_LOCATOR_SZ; btcd, MaxBlockLocatorsPerMsg"},
            {},
            either,
            [](const conversation& with) {
                return one(question_from("getblocks", locator_of(with.net(), 102)));
            },
            "inv"
        ),
        told(
            {"blocks.filtered_without_filter",
             "A filtered block without a filter is no offence, and no answer is due.",
             "BIP37; " + core},
            {.commands = {"merkleblock"}, .headers = true, .blocks = 1},
            either,
            [](const conversation& with) {
                wire::getdata asked;
                asked.items = {
                    {wire::inventory_type::filtered_block, with.them().last_block().hash}};
                return one(std::move(asked));
            }
        ),
        {{"blocks.compact",
          "Who says sendcmpct serves a new block compactly; an old one may come whole.",
          "BIP152, getdata"},
         compact(1),
         [](conversation& with) {
             return fetch(
                 with, wire::inventory_type::compact_block, {with.them().last_block().hash}
             );
         }},
        {{"blocks.transactions",
          "It also serves a block's transactions by their places.",
          "BIP152, getblocktxn"},
         compact(1),
         [](conversation& with) { return fetch_coinbase(with); }},
        told(
            {"blocks.transactions_out_of_place",
             "A place behind the last transaction is let go, or ends the connection.",
             "BIP152, getblocktxn; " + core},
            compact(1),
            either,
            [](const conversation& with) {
                wire::getblocktxn asked;
                asked.block = with.them().last_block().hash;
                asked.indexes = {65'000};
                return one(std::move(asked));
            }
        ),
        told(
            {"blocks.transactions_unknown",
             "Those of a block that is not there are let go, or end the connection.",
             "BIP152, getblocktxn; " + core},
            compact(0),
            either,
            [](const conversation&) {
                wire::getblocktxn asked;
                asked.block = nobodys_hash();
                asked.indexes = {0};
                return one(std::move(asked));
            }
        ),
        told(
            {"blocks.blocktxn_unasked",
             "Transactions that nobody asked for are let go, or end the connection.",
             "BIP152, blocktxn; " + core},
            {.commands = {"blocktxn"}},
            either,
            [](const conversation&) {
                return one(payload().hash(nobodys_hash()).count(0).as("blocktxn"));
            }
        ),
    };
}

}  // namespace bitpeer::tool::conform
