#include <bitpeer/base/assert.hpp>
#include <bitpeer/node/block_download.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/notfound.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

std::string_view to_string(download_fault code) {
    switch (code) {
        case download_fault::bad_block: return "bad_block";
        case download_fault::not_found: return "not_found";
    }
    return "unknown";
}

std::string download_error::message() const {
    auto text = std::string(to_string(code)) + ": block " + std::to_string(height) + ", " +
                hash.to_string();
    if (detail) text += ": " + detail->message();
    return text;
}

block_download::block_download(
    const network& of, const header_chain& chain, const block_download_options& options
)
    : dialect_(of.dialect),
      format_(of.dialect->chain),
      chain_(&chain),
      options_(options),
      next_(options.first) {
    ensure(format_ != nullptr);
}

std::uint32_t block_download::last() const {
    return std::min(chain_->height(), options_.last.value_or(chain_->height()));
}

std::optional<wire::message> block_download::next_request(instant now) {
    while (slots_.size() < options_.window && next_ <= last()) {
        slots_.push_back({{.height = next_, .hash = chain_->hash_at(next_)}, progress::to_ask});
        ++next_;
    }
    const auto type =
        options_.witness ? wire::inventory_type::witness_block : wire::inventory_type::block;
    wire::getdata request;
    for (auto& wanted : slots_) {
        if (wanted.state != progress::to_ask) continue;
        wanted.state = progress::asked;
        request.items.push_back({type, wanted.block.hash});
    }
    if (request.items.empty()) return std::nullopt;
    if (!deadline_) deadline_ = now + options_.patience;
    return request;
}

result<download_verdict, download_error> block_download::take(
    const wire::message& message, instant now
) {
    if (message.command() == wire::block::command) return take_block(message, now);
    if (message.is<wire::notfound>()) return take_missing(message);
    return download_verdict::foreign;
}

result<download_verdict, download_error> block_download::take_block(
    const wire::message& message, instant now
) {
    const auto raw = message.payload_for({});
    if (!raw || raw->size() < dialect_->header.size) return download_verdict::unrequested;
    auto* place = asked_for(dialect_->block_hash(raw->view().first(dialect_->header.size)));
    if (place == nullptr) return download_verdict::unrequested;

    auto& block = place->block;
    const auto summary = format_->inspect(*raw);
    if (!summary) {
        place->state = progress::to_ask;
        if (!waiting()) deadline_.reset();
        return failed(download_error{
            download_fault::bad_block, block.height, block.hash, summary.error()});
    }
    block.raw = raw->slice(0, summary->size);
    block.transactions = summary->txids.size();
    place->state = progress::here;
    // The peer is at work, so the others get their time anew.
    deadline_.reset();
    if (waiting()) deadline_ = now + options_.patience;
    return download_verdict::taken;
}

result<download_verdict, download_error> block_download::take_missing(const wire::message& message
) {
    const auto missing = message.get_if<wire::notfound>();
    if (!missing) return download_verdict::foreign;
    std::optional<download_error> first;
    for (const auto& item : missing->items) {
        const bool block = item.type == wire::inventory_type::block ||
                           item.type == wire::inventory_type::witness_block;
        auto* place = block ? asked_for(item.hash) : nullptr;
        if (place == nullptr) continue;
        place->state = progress::to_ask;
        if (!first) first = {download_fault::not_found, place->block.height, item.hash, {}};
    }
    if (!first) return download_verdict::foreign;
    if (!waiting()) deadline_.reset();
    return failed(*std::move(first));
}

std::optional<downloaded_block> block_download::next_block() {
    if (slots_.empty() || slots_.front().state != progress::here) return std::nullopt;
    auto block = std::move(slots_.front().block);
    slots_.pop_front();
    return block;
}

void block_download::restart() {
    for (auto& wanted : slots_) {
        if (wanted.state == progress::asked) wanted.state = progress::to_ask;
    }
    deadline_.reset();
}

block_download::slot* block_download::asked_for(const hash256& hash) {
    const auto place = std::ranges::find_if(slots_, [&](const slot& candidate) {
        return candidate.state == progress::asked && candidate.block.hash == hash;
    });
    return place != slots_.end() ? &*place : nullptr;
}

bool block_download::waiting() const {
    return std::ranges::any_of(slots_, [](const slot& candidate) {
        return candidate.state == progress::asked;
    });
}

}  // namespace bitpeer
