#include <bitpeer/sim/double_run.hpp>
#include <bitpeer/sim/trace.hpp>

namespace bitpeer::sim {

std::string run_report::message() const {
    auto text = "seed " + std::to_string(seed) + ": " + std::to_string(violations.size()) +
                " violations in " + std::to_string(steps) + " steps";
    for (const auto& each : violations) text += "\n  " + each;
    return text;
}

run_report double_run(std::uint64_t seed, const scenario& story) {
    world first(seed);
    story(first);
    first.finish();

    world second(seed);
    story(second);
    second.finish();

    run_report report{seed, first.trace().hash(), first.trace().steps(), first.violations()};
    if (const auto step = first.trace().first_difference(second.trace())) {
        report.violations.push_back(
            "a second run of the same seed differs from step " + std::to_string(*step) + " on"
        );
    }
    return report;
}

}  // namespace bitpeer::sim
