#pragma once
/// Tells a story in steps, each of which is checked.

#include "report.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace bitpeer::tool {

/// People read each line when it is true; programs get one event for each step.
class narrator {
public:
    explicit narrator(report& out) : out_(out) {}

    /// A new step: its name and what it is about.
    void begin(std::string_view name, std::string_view about);

    /// Something that was seen.
    void detail(std::string_view text);

    /// Something that was measured, for programs.
    template <class T>
    void figure(std::string_view name, const T& value) {
        fields_.field(name, value);
    }

    /// Something that has to be true.
    void check(bool holds, std::string_view claim);

    /// The step is over. False when one of its checks failed.
    bool end();

    [[nodiscard]] int steps() const { return steps_; }
    [[nodiscard]] int checks() const { return checks_; }
    [[nodiscard]] int failures() const { return failures_; }

private:
    report& out_;
    std::string name_;
    wire::json_object fields_;
    std::chrono::steady_clock::time_point began_;
    bool passed_ = true;
    int steps_ = 0;
    int checks_ = 0;
    int failures_ = 0;
};

}  // namespace bitpeer::tool
