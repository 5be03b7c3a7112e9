#include <bitpeer/sim/tally.hpp>

#include <numeric>

namespace bitpeer::sim {

void dialect_tally::add(const dialect_tally& other) {
    connections += other.connections;
    handshakes += other.handshakes;
    encrypted += other.encrypted;
    carrying += other.carrying;
    messages += other.messages;
    time += other.time;
}

void tally::add(const tally& other) {
    for (const auto& [name, counts] : other.dialects) dialects[name].add(counts);
    abused_connections += other.abused_connections;
    abusive_messages += other.abusive_messages;
    abused_time += other.abused_time;
    for (const auto& [name, count] : other.abuses) abuses[name] += count;
    for (std::size_t kind = 0; kind < faults.size(); ++kind) faults[kind] += other.faults[kind];
    for (const auto& [name, count] : other.ends) ends[name] += count;
    pings_answered += other.pings_answered;
    requests_answered += other.requests_answered;
    requests_refused += other.requests_refused;
    requests_failed += other.requests_failed;
    steps += other.steps;
}

dialect_tally tally::total() const {
    dialect_tally all;
    for (const auto& [name, counts] : dialects) all.add(counts);
    return all;
}

std::uint64_t tally::all_faults() const {
    return std::accumulate(faults.begin(), faults.end(), std::uint64_t{0});
}

}  // namespace bitpeer::sim
