/// The steps in which Alice gets what Bob has.

#include <bitpeer/node/announcement.hpp>
#include <bitpeer/node/block_download.hpp>
#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/node/header_download.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/wire/messages/getdata.hpp>

#include "demo_story.hpp"
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace bitpeer::tool {

namespace asio = boost::asio;

namespace {

constexpr std::string_view memo = "bitpeer demo";
constexpr std::uint8_t op_true = 0x51;
constexpr std::uint8_t op_return = 0x6a;
constexpr std::int64_t fee = 1'000;
constexpr auto patience = std::chrono::seconds(5);

}  // namespace

asio::awaitable<bool> demo_story::sync_headers() {
    tell_.begin(
        "headers",
        "Alice names the blocks that she knows; Bob sends the headers of those that follow."
    );
    const auto before = system_now();
    const auto answer = co_await alice_.get_headers_message(alices_chain_.locator(), patience);
    wire::header_batch batch(network_.dialect->header.size);
    if (answer) batch = network_.dialect->chain->headers_in(*answer).value_or(batch);
    const auto connected = alices_chain_.connect(batch);
    const auto took = system_now() - before;
    show(heard({"getheaders", "headers"}));
    tell_.detail(
        fmt::format("{} headers in {:.2f} ms, checking included", batch.size(), milliseconds(took))
    );
    tell_.figure("headers", batch.size());
    tell_.check(
        connected.has_value(), "each header names the one before and has the work that it claims"
    );
    tell_.check(alices_chain_.tip() == bobs_chain_.headers().tip(), "Alice's tip is Bob's tip");
    co_return tell_.end();
}

asio::awaitable<bool> demo_story::download_blocks() {
    tell_.begin(
        "blocks", "Headers say what to ask for: Alice asks for 16 blocks before the first is there."
    );
    block_download_options options;
    options.witness = alice_.negotiated().witness();
    block_download download(network_, alices_chain_, options);
    const auto before = system_now();
    std::size_t received = 0;
    std::size_t transactions = 0;
    bool good = true;
    while (good && !download.complete()) {
        if (const auto request = download.next_request(system_now())) (void)alice_.send(*request);
        const auto message = co_await blocks_.next();
        good = message && download.take(*message, system_now());
        while (const auto block = download.next_block()) {
            received += block->raw.size();
            transactions += block->transactions;
            alices_blocks_.push_back(block->raw);
        }
    }
    const auto took = system_now() - before;
    const auto talk = heard({"getdata", "block"});
    const auto asked =
        std::ranges::count(talk, wire::command_name("getdata"), &tapped_message::command);
    tell_.detail(fmt::format(
        "{} blocks with {} transactions, {} bytes, for {} getdata, in {:.1f} ms",
        alices_blocks_.size(),
        transactions,
        received,
        asked,
        milliseconds(took)
    ));
    tell_.figure("blocks", alices_blocks_.size());
    tell_.figure("bytes", received);
    tell_.check(good, "the transactions of each block have the merkle root that its header names");
    tell_.check(
        alices_blocks_.size() == bobs_chain_.headers().height() &&
            received == bobs_chain_.blocks().bytes(),
        "Alice has every byte of Bob's chain"
    );
    co_return tell_.end();
}

const pooled_transaction* demo_story::new_transaction() {
    const auto& format = *network_.dialect->chain;
    const auto first = format.inspect(bobs_chain_.block_at(1)->raw);
    if (!first) return nullptr;
    wire::unsigned_transaction planned{.spent = {first->txids.front(), 0}, .outputs = {}};
    auto& output = planned.outputs.emplace_back();
    output.value = subsidy_at(1, generator_options{}.halving_interval) - fee;
    output.script = {op_true};
    bytes note{op_return, static_cast<std::uint8_t>(memo.size())};
    note.insert(note.end(), memo.begin(), memo.end());
    planned.outputs.push_back({.value = 0, .script = note});

    auto payload = format.write_transaction(planned);
    if (!payload) return nullptr;
    const auto added = bobs_chain_.transactions().add(shared_bytes(std::move(*payload)));
    return added ? *added : nullptr;
}

asio::awaitable<bool> demo_story::relay_transaction() {
    tell_.begin(
        "transaction", "Bob spends the first coinbase. He tells its hash; who lacks it asks for it."
    );
    (void)heard();
    const auto* made = new_transaction();
    tell_.check(made != nullptr, "the transaction can be written");
    if (made == nullptr) co_return tell_.end();
    const auto entry = inventory_of(*made, bob_.negotiated());
    const auto before = system_now();
    const bool queued = bob_.announce(entry) == announcement::queued;
    (void)bob_.announce(entry);  // said twice, told once

    const auto inv = co_await announced_.next();
    const auto waited = system_now() - before;
    wire::getdata wanted;
    if (inv) wanted.items.assign(inv->items.begin(), inv->items.end());
    (void)alice_.send(wanted);
    const auto arrived = co_await transactions_.next();
    show(heard({"inv", "getdata", "tx"}));
    tell_.check(queued && inv && arrived, "announced, asked for and received");
    tell_.detail(fmt::format(
        "it waited {:.1f} ms: a random time hides who had it first", milliseconds(waited)
    ));
    tell_.figure("trickled_ms", milliseconds(waited));
    tell_.check(
        bob_.announce(entry) == announcement::known, "Bob knows that Alice has it, and is silent"
    );
    if (!inv || !arrived) co_return tell_.end();

    const auto& format = *network_.dialect->chain;
    const auto names = format.name(arrived->raw());
    const auto spent = format.spent_by(arrived->raw());
    const auto first = format.inspect(alices_blocks_.front());
    if (!names || !spent || !first || inv->items.empty()) {
        tell_.check(false, "what came is a transaction");
        co_return tell_.end();
    }
    const bool by_wtxid = alice_.negotiated().wtxid_relay;
    const auto name = by_wtxid ? names->wtxid : names->txid;
    tell_.detail(fmt::format("{} {}", by_wtxid ? "wtxid" : "txid", name.to_string()));
    tell_.figure(by_wtxid ? "wtxid" : "txid", name);
    tell_.check(
        inv->items.size() == 1 && inv->items.front().hash == name,
        "what came has the hash that was announced"
    );
    tell_.check(
        spent->size() == 1 && spent->front().txid == first->txids.front(),
        "it spends an output of the first block that Alice downloaded"
    );
    co_return tell_.end();
}

}  // namespace bitpeer::tool
