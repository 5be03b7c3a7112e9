#include <bitpeer/sim/population.hpp>
#include <bitpeer/sim/trace.hpp>
#include <bitpeer/sim/world.hpp>

#include <optional>

namespace bitpeer::sim {

namespace {

population_report run_once(
    std::uint64_t seed, const population_options& options, duration span,
    std::optional<std::uint64_t> expected
) {
    world home(seed);
    if (options.narrator) home.narrate(options.narrator);
    population crowd(home, options);
    crowd.run_for(span);
    crowd.stop();
    population_report report{seed, 0, crowd.counts(), {}};
    home.finish();
    report.trace = home.trace().hash();
    report.counts.steps = home.trace().steps();
    if (expected && *expected != report.trace) {
        home.violation("a second run of the same seed was not the same");
    }
    report.violations = home.violations();
    return report;
}

}  // namespace

population_report run_population(
    std::uint64_t seed, const population_options& options, duration span, bool twice
) {
    auto report = run_once(seed, options, span, std::nullopt);
    if (!twice) return report;
    return run_once(seed, options, span, report.trace);
}

}  // namespace bitpeer::sim
