#include <bitpeer/base/assert.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/wire/proof_of_work.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace bitpeer {

namespace {

/// How many hashes a block of this target takes on average. Only sums of a few thousand are
/// compared, so that the 53 bits of a double are plenty; it is the same on every machine.
double work_of(std::uint32_t bits) {
    const auto target = wire::target_of(bits);
    if (!target) return 0;
    double number = 0;
    for (std::size_t i = 0; i < target->bytes.size(); ++i) {
        number += std::ldexp(static_cast<double>(target->bytes[i]), static_cast<int>(8 * i));
    }
    return std::ldexp(1.0, 256) / (number + 1.0);
}

}  // namespace

work_rule work_rule_of(const network& of) {
    return of.dialect->work_hash != nullptr ? work_rule::checked : work_rule::unchecked;
}

std::string_view to_string(header_fault code) {
    switch (code) {
        case header_fault::unknown_parent: return "unknown_parent";
        case header_fault::not_linked: return "not_linked";
        case header_fault::target_above_limit: return "target_above_limit";
        case header_fault::no_proof_of_work: return "no_proof_of_work";
        case header_fault::too_many: return "too_many";
    }
    return "unknown";
}

std::string header_error::message() const {
    return std::string(to_string(code)) + ": header " + std::to_string(index) + " of the batch, " +
           hash.to_string();
}

header_chain::header_chain(const network& of, work_rule rule, std::size_t max_headers)
    : dialect_(of.dialect),
      easiest_target_(wire::target_of(of.proof_of_work_limit)),
      rule_(rule),
      max_headers_(max_headers),
      headers_(of.dialect->header.size) {
    ensure(rule == work_rule::unchecked || of.dialect->work_hash != nullptr);
    push(of.genesis.view(), of.genesis_hash);
}

std::optional<std::uint32_t> header_chain::find(const hash256& hash) const {
    const auto place = heights_.find(hash);
    if (place == heights_.end()) return std::nullopt;
    return place->second;
}

std::uint32_t header_chain::median_time_past(std::uint32_t at) const {
    constexpr std::uint32_t span = 11;
    ensure(at <= height());
    std::array<std::uint32_t, span> times{};
    const auto count = std::min(at + 1, span);
    for (std::uint32_t i = 0; i < count; ++i) times[i] = header_at(at - i).time();
    std::sort(times.begin(), times.begin() + count);
    return times[count / 2];
}

std::optional<header_fault> header_chain::fault_of(byte_view header, const hash256& hash) const {
    const auto target = wire::target_of(wire::header_view(dialect_->header, header).bits());
    if (!target) return header_fault::target_above_limit;
    if (easiest_target_ && !wire::not_above(*target, *easiest_target_)) {
        return header_fault::target_above_limit;
    }
    if (rule_ == work_rule::unchecked) return std::nullopt;
    // Most dialects have one hash for both.
    const bool same = dialect_->work_hash == dialect_->block_hash;
    if (!wire::not_above(same ? hash : dialect_->work_hash(header), *target)) {
        return header_fault::no_proof_of_work;
    }
    return std::nullopt;
}

void header_chain::push(byte_view header, const hash256& hash) {
    heights_.emplace(hash, static_cast<std::uint32_t>(hashes_.size()));
    headers_.push_back(header);
    hashes_.push_back(hash);
}

void header_chain::cut(std::uint32_t last) {
    while (height() > last) {
        heights_.erase(tip());
        hashes_.pop_back();
        headers_.pop_back();
    }
}

result<std::uint32_t, header_error> header_chain::append(byte_view header) {
    if (wire::header_view(dialect_->header, header).previous() != tip()) {
        return failed(header_error{header_fault::unknown_parent, 0, dialect_->block_hash(header)});
    }
    wire::header_batch one(dialect_->header.size);
    one.push_back(header);
    return connect(one).map([this](const chain_change&) { return height(); });
}

result<chain_change, header_error> header_chain::connect(const wire::header_batch& batch) {
    ensure(batch.header_size() == dialect_->header.size);
    if (batch.empty()) return chain_change{.fork = height()};

    const auto view = [&](std::size_t index) {
        return wire::header_view(dialect_->header, batch[index]);
    };
    std::vector<hash256> branch;
    branch.reserve(batch.size());
    for (std::size_t index = 0; index < batch.size(); ++index) {
        const auto hash = dialect_->block_hash(batch[index]);
        const auto previous = view(index).previous();
        branch.push_back(hash);
        if (index > 0 && previous != branch[index - 1]) {
            return failed(header_error{header_fault::not_linked, index, hash});
        }
        if (find(hash)) continue;  // checked when it came first
        if (index == 0 && !find(previous)) {
            return failed(header_error{header_fault::unknown_parent, index, hash});
        }
        if (const auto fault = fault_of(batch[index], hash)) {
            return failed(header_error{*fault, index, hash});
        }
    }

    const auto known = [this](const hash256& hash) { return find(hash).has_value(); };
    const auto place = std::ranges::find_if_not(branch, known);
    if (place == branch.end()) return chain_change{.fork = *find(branch.back())};
    const auto first_new = static_cast<std::size_t>(place - branch.begin());
    const auto fork = *find(view(first_new).previous());
    const auto added = batch.size() - first_new;

    if (fork < height()) {
        double ours = 0;
        double theirs = 0;
        for (auto at = fork + 1; at <= height(); ++at) ours += work_of(header_at(at).bits());
        for (auto at = first_new; at < batch.size(); ++at) theirs += work_of(view(at).bits());
        if (theirs <= ours) return chain_change{.fork = fork, .weaker = true};
    }
    if (const auto room = max_headers_ - std::min<std::size_t>(max_headers_, fork + 1);
        added > room) {
        const auto index = first_new + room;
        return failed(header_error{header_fault::too_many, index, branch[index]});
    }

    const chain_change change{
        .fork = fork, .removed = height() - fork, .added = static_cast<std::uint32_t>(added)};
    cut(fork);
    for (auto at = first_new; at < batch.size(); ++at) push(batch[at], branch[at]);
    return change;
}

wire::locator header_chain::locator_from(std::uint32_t at) const {
    constexpr std::uint32_t one_by_one = 12;
    ensure(at <= height());
    wire::locator made;
    std::uint32_t gap = 1;
    for (;;) {
        made.hashes.push_back(hash_at(at));
        if (at == 0) return made;
        if (made.hashes.size() >= one_by_one) gap *= 2;
        at -= std::min(gap, at);
    }
}

std::uint32_t header_chain::fork_point(const wire::locator& of) const {
    for (const auto& hash : of.hashes) {
        if (const auto at = find(hash)) return *at;
    }
    return 0;
}

height_range header_chain::after(const wire::locator& from, std::uint32_t max, stop_block stop)
    const {
    const auto fork = fork_point(from);
    auto count = height() - fork;
    if (const auto last = find(from.stop); last && *last > fork) {
        count = *last - fork - (stop == stop_block::excluded ? 1 : 0);
    }
    return {fork + 1, std::min(count, max)};
}

}  // namespace bitpeer
