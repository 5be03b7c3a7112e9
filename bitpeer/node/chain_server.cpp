#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getblocks.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/mempool.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <utility>

namespace bitpeer {

namespace {

constexpr std::uint32_t max_headers = 2'000;
constexpr std::uint32_t max_block_invs = 500;
constexpr std::size_t max_inv = 50'000;

wire::message inv_of_block(const hash256& hash) {
    wire::inv one;
    one.items = {{wire::inventory_type::block, hash}};
    return one;
}

}  // namespace

serving_verdict chain_server::take(const wire::message& message, const features& peer) {
    if (const auto verdict = take_locator(message)) return *verdict;
    if (message.is<wire::getdata>()) return take_items(message);

    const bool pool = message.is<wire::mempool>();
    if (!pool && !message.is<wire::getaddr>()) return serving_verdict::foreign;
    if (pending() >= max_pending) return serving_verdict::busy;
    if (pool) {
        jobs_.emplace_back(pool_job{peer.wtxid_relay});
    } else if (!std::exchange(addresses_told_, true)) {
        jobs_.emplace_back(address_job{
            peer.remote_wants_addrv2 ? address_form::addrv2 : address_form::addr});
    }
    return serving_verdict::accepted;
}

std::optional<serving_verdict> chain_server::take_locator(const wire::message& message) {
    const auto& chain = chain_->headers();
    const auto locator = chain.dialect().read_locator(message);
    if (!locator) return std::nullopt;
    if (pending() >= max_pending) return serving_verdict::busy;

    if (message.command() == wire::getblocks::command) {
        jobs_.emplace_back(block_list_job{
            chain.after(*locator, max_block_invs, stop_block::excluded)});
    } else if (!locator->hashes.empty()) {
        jobs_.emplace_back(headers_job{chain.after(*locator, max_headers, stop_block::included)});
    } else if (const auto at = chain.find(locator->stop)) {
        jobs_.emplace_back(headers_job{{*at, 1}});
    }
    return serving_verdict::accepted;
}

serving_verdict chain_server::take_items(const wire::message& message) {
    const auto asked = message.get_if<wire::getdata>();
    if (!asked) return serving_verdict::foreign;
    // A full `getdata` is always taken when nothing else waits.
    if (pending() > 0 && pending() + asked->items.size() > max_pending)
        return serving_verdict::busy;
    for (const auto& item : asked->items) jobs_.emplace_back(item_job{item});
    jobs_.emplace_back(end_of_items_job{});
    return serving_verdict::accepted;
}

const wire::message* chain_server::next() {
    while (ready_.empty() && !jobs_.empty()) {
        const auto first = jobs_.front();
        jobs_.pop_front();
        std::visit([this](const auto& asked) { work(asked); }, first);
    }
    return ready_.empty() ? nullptr : &ready_.front();
}

void chain_server::sent() {
    if (!ready_.empty()) ready_.pop_front();
    // An idle server holds no buffers; a deque keeps its blocks otherwise.
    if (pending() == 0) {
        jobs_ = {};
        ready_ = {};
    }
}

void chain_server::work(const headers_job& asked) {
    const auto& chain = chain_->headers();
    wire::header_batch answer(chain.dialect().header.size);
    answer.reserve(asked.blocks.count);
    for (std::uint32_t i = 0; i < asked.blocks.count; ++i) {
        answer.push_back(chain.header_at(asked.blocks.first + i).bytes());
    }
    ready_.push_back(chain.dialect().chain->headers_of(answer));
}

void chain_server::work(const block_list_job& asked) {
    if (asked.blocks.count == 0) return;
    wire::inv answer;
    for (std::uint32_t i = 0; i < asked.blocks.count; ++i) {
        const auto& hash = chain_->headers().hash_at(asked.blocks.first + i);
        answer.items.push_back({wire::inventory_type::block, hash});
    }
    if (asked.blocks.count == max_block_invs) continuation_ = answer.items.back().hash;
    ready_.emplace_back(std::move(answer));
}

void chain_server::work(const item_job& asked) {
    const auto [type, hash] = asked.what;
    using kind = wire::inventory_kind;
    const auto what = chain_->headers().dialect().kind_of(type);
    const bool flagged = (type.number & wire::witness_flag) != 0;
    if (what == kind::whole_block || what == kind::compact_block) {
        const auto* block = chain_->blocks().find(hash);
        if (block != nullptr) return give_block(*block, flagged || what == kind::compact_block);
        if (options_.not_found_for_blocks) missing_.push_back(asked.what);
        return;
    }
    if (!is_transaction(what)) return;
    const auto& pool = chain_->transactions();
    const auto* transaction = what == kind::wtxid ? pool.by_wtxid(hash) : pool.by_txid(hash);
    if (transaction == nullptr) return missing_.push_back(asked.what);
    give_transaction(*transaction, flagged || what == kind::wtxid);
}

void chain_server::work(const end_of_items_job& /*asked*/) {
    if (missing_.empty()) return;
    wire::notfound answer;
    answer.items.assign(missing_.begin(), missing_.end());
    missing_ = {};
    ready_.emplace_back(std::move(answer));
}

void chain_server::work(const pool_job& asked) {
    wire::inv answer;
    for (const auto& transaction : chain_->transactions().transactions()) {
        if (answer.items.size() == max_inv) ready_.emplace_back(std::exchange(answer, {}));
        answer.items.push_back(
            asked.by_wtxid
                ? wire::inventory{wire::inventory_type::wtxid_transaction, transaction.wtxid}
                : wire::inventory{wire::inventory_type::transaction, transaction.txid}
        );
    }
    if (!answer.items.empty()) ready_.emplace_back(std::move(answer));
}

void chain_server::work(const address_job& asked) {
    std::vector<node_address> chosen;
    for (const auto& known : options_.addresses) {
        if (chosen.size() == addresses_max) break;
        if (asked.form == address_form::addrv2 || known.address.legacy()) chosen.push_back(known);
    }
    // An empty answer would be taken for an offence by some.
    if (!chosen.empty()) ready_.push_back(address_message(chosen, asked.form));
}

void chain_server::give_block(const stored_block& block, bool witness) {
    auto payload = block.raw;
    if (!witness && block.witness) {
        auto stripped = chain_->format().strip_block(block.raw);
        if (!stripped) return;  // no block that a peer could accept
        payload = shared_bytes(std::move(*stripped));
    }
    ready_.emplace_back(wire::block::command, std::move(payload));
    if (continuation_ == block.hash) {
        continuation_.reset();
        ready_.emplace_back(inv_of_block(chain_->headers().tip()));
    }
}

void chain_server::give_transaction(const pooled_transaction& transaction, bool witness) {
    auto payload = transaction.raw;
    if (!witness && transaction.txid != transaction.wtxid) {
        auto stripped = chain_->format().strip_transaction(transaction.raw);
        if (!stripped) return;  // no transaction that a peer could accept
        payload = shared_bytes(std::move(*stripped));
    }
    ready_.emplace_back(wire::tx::command, std::move(payload));
}

}  // namespace bitpeer
