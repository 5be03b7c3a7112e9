#include "sim_report.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace bitpeer::tool {

namespace {

double hours(duration span) {
    return std::chrono::duration<double, std::ratio<3600>>(span).count();
}

/// 1234567 as "1 234 567".
std::string grouped(std::uint64_t number) {
    auto text = std::to_string(number);
    for (auto place = text.size(); place > 3; place -= 3) text.insert(place - 3, 1, ' ');
    return text;
}

void tell_totals(report& out, const simulation_result& result) {
    const auto& counts = result.counts;
    const auto all = counts.total();
    const auto rate = static_cast<double>(counts.messages()) / result.took.count();
    wire::json_object fields;
    fields.field("seeds", result.seeds)
        .field("seeds_run_twice", result.run_twice)
        .field("seeds_with_violations", result.violated)
        .field("violations", result.violations)
        .field("connections", all.connections)
        .field("handshakes", all.handshakes)
        .field("carrying_traffic", all.carrying)
        .field("encrypted", all.encrypted)
        .field("connection_hours", hours(all.time))
        .field("delivered_messages", counts.messages())
        .field("faults", counts.all_faults())
        .field("abused_connections", counts.abused_connections)
        .field("pings_answered", counts.pings_answered)
        .field("requests_answered", counts.requests_answered)
        .field("requests_refused", counts.requests_refused)
        .field("requests_failed", counts.requests_failed)
        .field("steps", counts.steps)
        .field("seconds", result.took.count())
        .field("messages_per_second", rate);
    auto lines = fmt::format(
        "{} worlds, {} of them run twice, in {:.1f} s\n",
        grouped(result.seeds),
        grouped(result.run_twice),
        result.took.count()
    );
    lines += fmt::format(
        "{} connections, {} of them up at both ends ({} encrypted), {} carried traffic\n",
        grouped(all.connections),
        grouped(all.handshakes),
        grouped(all.encrypted),
        grouped(all.carrying)
    );
    lines += fmt::format(
        "{:.1f} connection-hours, {} delivered messages, {} a second of real time\n",
        hours(all.time),
        grouped(counts.messages()),
        grouped(static_cast<std::uint64_t>(rate))
    );
    lines += fmt::format(
        "{} injected faults, {} violations in {} worlds",
        grouped(counts.all_faults()),
        grouped(result.violations),
        grouped(result.violated)
    );
    out.event("simulated", fields, lines);
}

void tell_dialects(report& out, const sim::tally& counts) {
    for (const auto& [name, of] : counts.dialects) {
        wire::json_object fields;
        fields.field("dialect", name)
            .field("connections", of.connections)
            .field("handshakes", of.handshakes)
            .field("encrypted", of.encrypted)
            .field("carrying_traffic", of.carrying)
            .field("connection_hours", hours(of.time))
            .field("delivered_messages", of.messages);
        out.event(
            "dialect",
            fields,
            fmt::format(
                "  {:<14} {:>12} connections {:>12.1f} hours {:>16} messages",
                name,
                grouped(of.connections),
                hours(of.time),
                grouped(of.messages)
            )
        );
    }
}

void tell_count(report& out, std::string_view what, std::string_view name, std::uint64_t count) {
    wire::json_object fields;
    fields.field("name", name).field("count", count);
    out.event(what, fields, fmt::format("  {:<28} {:>14}", name, grouped(count)));
}

}  // namespace

void tell(report& out, const simulation_result& result) {
    tell_totals(out, result);
    out.line("by dialect:");
    tell_dialects(out, result.counts);
    out.line("injected:");
    for (std::size_t kind = 0; kind < sim::fault_kinds; ++kind) {
        if (const auto count = result.counts.faults[kind]; count > 0) {
            tell_count(out, "fault", sim::to_string(static_cast<sim::fault_kind>(kind)), count);
        }
    }
    if (!result.counts.abuses.empty()) out.line("abusers:");
    for (const auto& [name, count] : result.counts.abuses) tell_count(out, "abuser", name, count);
    out.line("engines ended as:");
    for (const auto& [name, count] : result.counts.ends) tell_count(out, "end", name, count);
}

}  // namespace bitpeer::tool
