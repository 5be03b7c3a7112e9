#include <bitpeer/node/transaction_pool.hpp>

#include <iterator>
#include <utility>

namespace bitpeer {

std::string_view to_string(pool_fault code) {
    switch (code) {
        case pool_fault::malformed: return "malformed";
        case pool_fault::already_there: return "already_there";
        case pool_fault::full: return "full";
    }
    return "unknown";
}

std::string pool_error::message() const {
    auto text = std::string(to_string(code));
    if (detail) text += ": " + detail->message();
    return text;
}

result<const pooled_transaction*, pool_error> transaction_pool::add(const shared_bytes& raw) {
    const auto names = format_->name(raw);
    if (!names) return failed(pool_error{pool_fault::malformed, names.error()});
    if (by_txid_.contains(names->txid)) return failed(pool_error{pool_fault::already_there, {}});
    const auto cost = names->size + overhead;
    if (cost > max_bytes_ - bytes_) return failed(pool_error{pool_fault::full, {}});

    // A slice would keep all that followed: bytes that nobody counts.
    const bool whole = names->size == raw.size();
    auto kept = whole ? raw : shared_bytes::copy(raw.view().first(names->size));
    order_.push_back({names->txid, names->wtxid, std::move(kept)});
    const auto added = std::prev(order_.cend());
    by_txid_.emplace(added->txid, added);
    by_wtxid_.emplace(added->wtxid, added);
    bytes_ += cost;
    return &*added;
}

bool transaction_pool::remove(const hash256& txid) {
    const auto entry = by_txid_.find(txid);
    if (entry == by_txid_.end()) return false;
    const auto gone = entry->second;
    bytes_ -= gone->raw.size() + overhead;
    by_wtxid_.erase(gone->wtxid);
    by_txid_.erase(entry);
    order_.erase(gone);
    return true;
}

const pooled_transaction* transaction_pool::find(const index& in, const hash256& name) {
    const auto entry = in.find(name);
    return entry != in.end() ? &*entry->second : nullptr;
}

const pooled_transaction* transaction_pool::by_txid(const hash256& txid) const {
    return find(by_txid_, txid);
}

const pooled_transaction* transaction_pool::by_wtxid(const hash256& wtxid) const {
    return find(by_wtxid_, wtxid);
}

}  // namespace bitpeer
