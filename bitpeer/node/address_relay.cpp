#include <bitpeer/base/endian.hpp>
#include <bitpeer/node/address_relay.hpp>
#include <bitpeer/wire/address_class.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace bitpeer {

namespace {

constexpr std::size_t most_told_together = 10;
constexpr std::int64_t longest_ago = 10 * 60;

std::uint64_t hashed(
    crypto::siphash_key key, std::uint64_t first, std::uint64_t second, std::uint64_t third
) {
    std::array<std::uint8_t, 24> run{};
    store_le(run.data(), first);
    store_le(run.data() + 8, second);
    store_le(run.data() + 16, third);
    return crypto::siphash(key, run);
}

}  // namespace

bool is_worth_passing_on(
    const node_address& node, std::size_t told_together, bool answers_getaddr, instant now
) {
    const auto age = now.unix_seconds() - std::int64_t{node.last_seen};
    return told_together <= most_told_together && !answers_getaddr && age < longest_ago &&
           age >= -longest_ago && wire::is_routable(node.address);
}

void address_relay::joined(std::size_t peer, address_partner part, address_form form) {
    // A key for each, so that whoever finds two addresses that one peer mixes up has found no more.
    const crypto::siphash_key own{hashed(key_, peer, 0, 0), hashed(key_, peer, 1, 0)};
    partners_.insert_or_assign(peer, partner{address_queue(form, own), part});
}

void address_relay::left(std::size_t peer) { partners_.erase(peer); }

void address_relay::spoke(std::size_t peer) {
    if (const auto found = partners_.find(peer); found != partners_.end()) {
        found->second.spoke = true;
    }
}

address_relay::partner* address_relay::active(std::size_t peer) {
    const auto found = partners_.find(peer);
    return found != partners_.end() && found->second.active() ? &found->second : nullptr;
}

bool address_relay::takes_part(std::size_t peer) const {
    const auto found = partners_.find(peer);
    return found != partners_.end() && found->second.active();
}

void address_relay::mark_known(std::size_t peer, const wire::address& where) {
    if (auto* of = active(peer)) of->queue.mark_known(where);
}

std::vector<std::size_t> address_relay::targets_of(
    const wire::address& where, std::size_t from, const reachable_networks& reachable, instant now
) const {
    const auto number = fingerprint_of(where, key_);
    // The address's own number moves the moment at which its day ends.
    const auto day = (static_cast<std::uint64_t>(now.unix_seconds()) + number) /
                     static_cast<std::uint64_t>(std::chrono::seconds(epoch).count());
    const bool to_two = reachable.contains(where) || hashed(key_, number, day, 0) % 2 == 1;

    std::vector<std::pair<std::uint64_t, std::size_t>> ranked;
    for (const auto& [peer, of] : partners_) {
        if (peer == from || !of.active() || !of.queue.can_take(where)) continue;
        ranked.emplace_back(hashed(key_, number, day, std::uint64_t{peer} + 1), peer);
    }
    const auto count = std::min<std::size_t>(ranked.size(), to_two ? 2 : 1);
    const auto end = ranked.begin() + static_cast<std::ptrdiff_t>(count);
    std::ranges::partial_sort(ranked, end, std::ranges::greater());

    std::vector<std::size_t> targets;
    for (auto chosen = ranked.begin(); chosen != end; ++chosen) targets.push_back(chosen->second);
    return targets;
}

void address_relay::pass_on(
    const node_address& node, std::size_t from, const reachable_networks& reachable, instant now,
    random_source& random
) {
    for (const auto peer : targets_of(node.address, from, reachable, now)) {
        partners_.at(peer).queue.push(node, random);
    }
}

void address_relay::answer(
    std::size_t peer, std::span<const node_address> addresses, random_source& random
) {
    if (auto* of = active(peer)) of->queue.replace(addresses, random);
}

std::vector<address_delivery> address_relay::due(
    const own_address& own, instant now, random_source& random
) {
    std::vector<address_delivery> messages;
    for (auto& [peer, of] : partners_) {
        if (!of.active()) continue;
        if (own && of.queue.own_is_due(now)) {
            if (auto told = of.queue.take_own(own(peer), now, random)) {
                messages.push_back({peer, {*std::move(told)}});
            }
        }
        if (auto told = of.queue.flush(now, random); !told.empty()) {
            messages.push_back({peer, std::move(told)});
        }
    }
    return messages;
}

std::optional<instant> address_relay::next_due() const {
    std::optional<instant> first;
    for (const auto& [_, of] : partners_) {
        if (!of.active()) continue;
        const auto next = of.queue.next_flush();
        if (!first || next < *first) first = next;
    }
    return first;
}

std::size_t address_relay::waiting(std::size_t peer) const {
    const auto found = partners_.find(peer);
    return found == partners_.end() ? 0 : found->second.queue.waiting();
}

}  // namespace bitpeer
