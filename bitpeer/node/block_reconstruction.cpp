#include <bitpeer/base/assert.hpp>
#include <bitpeer/node/block_reconstruction.hpp>
#include <bitpeer/wire/encoder.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

std::string_view to_string(reconstruction_fault code) {
    switch (code) {
        case reconstruction_fault::malformed: return "malformed";
        case reconstruction_fault::no_transactions: return "no_transactions";
        case reconstruction_fault::too_many_transactions: return "too_many_transactions";
        case reconstruction_fault::index_overflow: return "index_overflow";
        case reconstruction_fault::empty_transaction: return "empty_transaction";
        case reconstruction_fault::repeated_short_id: return "repeated_short_id";
        case reconstruction_fault::other_block: return "other_block";
        case reconstruction_fault::wrong_count: return "wrong_count";
        case reconstruction_fault::incomplete: return "incomplete";
        case reconstruction_fault::too_large: return "too_large";
        case reconstruction_fault::mutated: return "mutated";
    }
    return "unknown";
}

bool breaks_rules(reconstruction_fault code) {
    switch (code) {
        case reconstruction_fault::malformed:
        case reconstruction_fault::no_transactions:
        case reconstruction_fault::too_many_transactions:
        case reconstruction_fault::index_overflow:
        case reconstruction_fault::empty_transaction:
        case reconstruction_fault::wrong_count: return true;
        case reconstruction_fault::repeated_short_id:
        case reconstruction_fault::other_block:
        case reconstruction_fault::incomplete:
        case reconstruction_fault::too_large:
        case reconstruction_fault::mutated: return false;
    }
    return false;
}

std::string reconstruction_error::message() const {
    std::string text(to_string(code));
    if (detail) text += ": " + detail->message();
    if (block) text += ": " + std::string(wire::to_string(*block));
    return text;
}

reconstruction_error detail::undecodable(const wire::error& why) {
    const bool overflow = why.code == wire::errc::index_overflow;
    return {overflow ? reconstruction_fault::index_overflow : reconstruction_fault::malformed, why};
}

std::optional<reconstruction_error> block_reconstruction::open(
    byte_view header, std::size_t count
) {
    ensure(dialect_->chain != nullptr && dialect_->header.size == header.size());
    if (count == 0) return reconstruction_error{reconstruction_fault::no_transactions};
    if (count > options_.max_transactions) {
        return reconstruction_error{reconstruction_fault::too_many_transactions};
    }
    header_.assign(header.begin(), header.end());
    hash_ = dialect_->block_hash(header_);
    slots_.resize(count);
    statistics_.transactions = count;
    return std::nullopt;
}

std::optional<reconstruction_error> block_reconstruction::add_prefilled(
    std::size_t position, shared_bytes raw, bool empty
) {
    if (position >= slots_.size()) {
        return reconstruction_error{reconstruction_fault::index_overflow};
    }
    if (empty) return reconstruction_error{reconstruction_fault::empty_transaction};
    slots_[position] = {std::move(raw), origin::peer};
    ++statistics_.prefilled;
    return std::nullopt;
}

std::optional<reconstruction_error> block_reconstruction::add_ids(
    byte_view key_material, const wire::packed_view<std::array<std::uint8_t, 6>>& ids
) {
    key_ = short_id_key(key_material);
    positions_.reserve(ids.size());
    std::size_t position = 0;
    for (const auto& id : ids) {
        // There are as many places left as ids: both were counted together.
        while (slots_[position].from != origin::nowhere) ++position;
        positions_.add(short_id_from(id), static_cast<std::uint16_t>(position++));
    }
    missing_ = ids.size();
    if (!positions_.finish()) {
        return reconstruction_error{reconstruction_fault::repeated_short_id};
    }
    return std::nullopt;
}

void block_reconstruction::offer(const hash256& name, const shared_bytes& raw) {
    const auto position = positions_.find(short_id_of(key_, name));
    if (!position) return;
    constexpr std::size_t id_size = 6;
    const auto saved = [&](const slot& by) {
        return by.raw.size() - std::min(by.raw.size(), id_size);
    };
    auto& place = slots_[*position];
    if (place.from == origin::nowhere) {
        place = {raw, origin::offered};
        --missing_;
        ++statistics_.found;
        statistics_.bytes_saved += saved(place);
    } else if (place.from == origin::offered && place.raw != raw) {
        ++missing_;
        --statistics_.found;
        ++statistics_.collisions;
        statistics_.bytes_saved -= saved(place);
        place = {{}, origin::collided};
    }
}

std::optional<wire::getblocktxn> block_reconstruction::request() const {
    if (missing_ == 0) return std::nullopt;
    wire::getblocktxn made;
    made.block = hash_;
    made.indexes.reserve(missing_);
    for (std::size_t i = 0; i < slots_.size(); ++i) {
        if (absent(slots_[i])) made.indexes.push_back(static_cast<std::uint16_t>(i));
    }
    return made;
}

result<void, reconstruction_error> block_reconstruction::take(const shared_bytes& blocktxn) {
    auto arrived = split_(blocktxn);
    if (!arrived) return failed(detail::undecodable(arrived.error()));
    if (hash256::copy(blocktxn.view()) != hash_) {
        return failed(reconstruction_error{reconstruction_fault::other_block});
    }
    if (arrived->size() != missing_) {
        return failed(reconstruction_error{reconstruction_fault::wrong_count});
    }
    auto next = arrived->begin();
    for (auto& place : slots_) {
        if (absent(place)) place = {std::move(*next++), origin::peer};
    }
    statistics_.fetched += missing_;
    missing_ = 0;
    return {};
}

result<bytes, reconstruction_error> block_reconstruction::block() const {
    if (missing_ != 0) return failed(reconstruction_error{reconstruction_fault::incomplete});
    auto size = header_.size() + wire::compact_size_length(slots_.size());
    for (const auto& place : slots_) {
        size += place.raw.size();
        if (size > dialect_->payload_max) {
            return failed(reconstruction_error{reconstruction_fault::too_large});
        }
    }
    bytes raw(size);
    wire::span_sink sink(raw);
    wire::encoder out(sink);
    out.put(header_);
    out.compact_size(slots_.size());
    for (const auto& place : slots_) out.put(place.raw);

    const auto summary = dialect_->chain->inspect(raw);
    if (!summary) {
        return failed(reconstruction_error{
            reconstruction_fault::mutated, summary.error().detail, summary.error().code});
    }
    if (summary->size != raw.size()) {
        return failed(reconstruction_error{
            reconstruction_fault::mutated, {}, wire::block_fault::malformed});
    }
    return raw;
}

}  // namespace bitpeer
