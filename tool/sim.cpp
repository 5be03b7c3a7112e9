/// `bitpeer sim`: populations of peers in worlds without a network.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/population.hpp>

#include "sim_report.hpp"
#include "verb.hpp"
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace bitpeer::tool {

namespace {

/// What the user asked for, as it is repeated to him.
struct wish {
    std::uint64_t peers = 20;
    std::uint64_t seed = 1;
    std::uint64_t seeds = 1;
    std::string span = "1h";
    std::string faults = "some";
    std::string networks;
    std::uint64_t jobs = 1;
    std::uint64_t share_twice = 0;
    bool twice = false;
    bool trace = false;

    /// The command that runs one seed again.
    [[nodiscard]] std::string command_for(std::uint64_t one) const {
        auto line = fmt::format(
            "bitpeer sim --peers {} --seed {} --for {} --faults {}", peers, one, span, faults
        );
        if (!networks.empty()) line += " --networks " + networks;
        return line + " --trace";
    }
};

/// "90s", "30min", "1h".
std::optional<duration> parse_span(std::string_view text) {
    std::uint64_t count = 0;
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, count);
    if (read.ec != std::errc() || count == 0 || count > 1'000'000) return std::nullopt;
    const std::string_view unit(read.ptr, static_cast<std::size_t>(end - read.ptr));
    if (unit == "s") return std::chrono::seconds(count);
    if (unit == "min") return std::chrono::minutes(count);
    if (unit == "h") return std::chrono::hours(count);
    return std::nullopt;
}

/// The networks that a list names; nothing when one of them is unknown.
std::optional<std::vector<const network*>> parse_networks(std::string_view text) {
    std::vector<const network*> found;
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto* known = networks::find(text.substr(0, comma));
        if (known == nullptr) return std::nullopt;
        found.push_back(known);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return found;
}

/// Runs worlds in as many threads as are wanted; a world knows nothing of that.
class runner {
public:
    runner(const wish& wanted, sim::population_options options, duration span, report& out)
        : wanted_(wanted), options_(std::move(options)), span_(span), out_(out) {}

    simulation_result run() {
        const auto began = std::chrono::steady_clock::now();
        std::vector<std::thread> threads;
        for (std::uint64_t i = 1; i < wanted_.jobs; ++i) threads.emplace_back([this] { work(); });
        work();
        for (auto& each : threads) each.join();
        result_.took = std::chrono::steady_clock::now() - began;
        return result_;
    }

private:
    void work() {
        while (const auto seed = next()) {
            const bool twice = is_run_twice(*seed);
            const auto done = sim::run_population(*seed, options_, span_, twice);
            const std::lock_guard lock(mutex_);
            take(done, twice);
        }
    }

    std::optional<std::uint64_t> next() {
        const std::lock_guard lock(mutex_);
        if (begun_ == wanted_.seeds) return std::nullopt;
        return wanted_.seed + begun_++;
    }

    [[nodiscard]] bool is_run_twice(std::uint64_t seed) const {
        return wanted_.twice || (wanted_.share_twice > 0 && seed % wanted_.share_twice == 0);
    }

    void take(const sim::population_report& done, bool twice) {
        result_.counts.add(done.counts);
        ++result_.seeds;
        if (twice) ++result_.run_twice;
        if (!done.violations.empty()) tell_violations(done);
        out_.progress(fmt::format(
            "{} of {} worlds, {} violations", result_.seeds, wanted_.seeds, result_.violations
        ));
    }

    void tell_violations(const sim::population_report& done) {
        constexpr std::size_t told_max = 10;
        ++result_.violated;
        result_.violations += done.violations.size();
        const auto command = wanted_.command_for(done.seed);
        for (std::size_t i = 0; i < std::min(done.violations.size(), told_max); ++i) {
            wire::json_object fields;
            fields.field("seed", done.seed)
                .field("text", done.violations[i])
                .field("replay", command);
            out_.event(
                "violation", fields, fmt::format("seed {}: {}", done.seed, done.violations[i])
            );
        }
        out_.line("to see it again: " + command);
    }

    const wish& wanted_;
    const sim::population_options options_;
    const duration span_;
    report& out_;
    std::mutex mutex_;
    std::uint64_t begun_ = 0;
    simulation_result result_;
};

class sim_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "sim"; }
    [[nodiscard]] std::string_view about() const override {
        return "peers of all dialects in worlds without a network, with faults, every promise "
               "checked";
    }

    void declare(options& taken) override {
        taken.value("--peers", wanted_.peers, "how many in each world (20)");
        taken.value("--seed", wanted_.seed, "the first world's seed (1)");
        taken.value("--seeds", wanted_.seeds, "how many worlds, with the seeds that follow (1)");
        taken.value("--for", wanted_.span, "simulated time of each: 90s, 30min, 1h (1h)");
        taken.value(
            "--faults",
            wanted_.faults,
            "none, some, many, or kinds joined by commas: reset, half_close, black_hole, "
            "partition, slow_line, long_line, crumbs, bit_flip, deaf_owner, deaf_reader, "
            "needless_timeouts, abuser (some)"
        );
        taken.value("--networks", wanted_.networks, "names joined by commas (one of each dialect)");
        taken.value("--jobs", wanted_.jobs, "worlds that are run at the same time (1)");
        taken.flag("--twice", wanted_.twice, "run each world twice and compare");
        taken.value("--twice-every", wanted_.share_twice, "the same for one seed in so many");
        taken.flag("--trace", wanted_.trace, "tell everything that happens");
    }

    outcome run(const surroundings& around) override {
        const auto span = parse_span(wanted_.span);
        const auto plan = sim::fault_plan::parse(wanted_.faults);
        const auto networks = parse_networks(wanted_.networks);
        if (!span) return refuse(around, "bad_duration", "--for wants something like 30min");
        if (!plan) return refuse(around, "unknown_fault", "--faults has an unknown kind");
        if (!networks) {
            return refuse(around, "unknown_network", "--networks has an unknown name");
        }
        if (wanted_.jobs == 0 || wanted_.seeds == 0) {
            return refuse(around, "bad_count", "--jobs and --seeds are at least 1");
        }
        sim::population_options options;
        options.peers = wanted_.peers;
        options.faults = *plan;
        options.networks = *networks;
        if (wanted_.trace) {
            wanted_.jobs = 1;
            options.narrator = [&around](std::string_view line) { around.out.line(line); };
        }
        const auto result = runner(wanted_, options, *span, around.out).run();
        tell(around.out, result);
        return result.violated == 0 ? outcome::done : outcome::remote_failed;
    }

private:
    static outcome refuse(
        const surroundings& around, std::string_view code, std::string_view message
    ) {
        around.out.error(code, message);
        return outcome::wrong_usage;
    }

    wish wanted_;
};

}  // namespace

std::unique_ptr<verb> make_sim() { return std::make_unique<sim_verb>(); }

}  // namespace bitpeer::tool
