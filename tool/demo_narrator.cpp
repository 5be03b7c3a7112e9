#include "demo_narrator.hpp"

#include <fmt/format.h>

namespace bitpeer::tool {

void narrator::begin(std::string_view name, std::string_view about) {
    name_ = name;
    fields_ = {};
    passed_ = true;
    began_ = std::chrono::steady_clock::now();
    ++steps_;
    out_.line("");
    out_.line(fmt::format("{}. {:<12} {}", steps_, name, about));
}

void narrator::detail(std::string_view text) { out_.line(fmt::format("     {}", text)); }

void narrator::check(bool holds, std::string_view claim) {
    ++checks_;
    out_.line(fmt::format("  {}  {}", holds ? "ok" : "NO", claim));
    if (holds) return;
    ++failures_;
    passed_ = false;
    if (out_.json()) out_.error("step_failed", fmt::format("{}: not true: {}", name_, claim));
}

bool narrator::end() {
    const auto took = std::chrono::steady_clock::now() - began_;
    wire::json_object step;
    step.field("event", "step")
        .field("name", name_)
        .field("passed", passed_)
        .field("took_us", std::chrono::duration_cast<std::chrono::microseconds>(took).count())
        .field("figures", fields_);
    out_.object(step, {});
    return passed_;
}

}  // namespace bitpeer::tool
