#pragma once
/// What a measurement is told with, and what is measured besides time.

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bitpeer::bench {

/// Prints one line of JSON with numbers.
void tell(std::initializer_list<std::pair<std::string_view, double>> members);
/// Prints where one can connect to.
void tell_addresses(const std::vector<std::string>& addresses);
/// Says what went wrong, and ends the process: a measurement that failed has no result.
[[noreturn]] void give_up(const std::string& why);

/// Bytes of memory that this process has now.
[[nodiscard]] double resident_bytes();
/// Of these, bytes that somebody holds, as malloc counts.
[[nodiscard]] double allocated_bytes();
/// Processor time of this process so far, in seconds.
[[nodiscard]] double processor_seconds();
/// As many open sockets as the system lets us have.
void raise_descriptor_limit();

/// Runs from its making on.
class stopwatch {
public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(clock::now() - began_).count();
    }
    [[nodiscard]] double processor() const { return processor_seconds() - used_before_; }

private:
    using clock = std::chrono::steady_clock;

    clock::time_point began_ = clock::now();
    double used_before_ = processor_seconds();
};

/// Tells how often something was done while the watch ran.
void tell_rate(double count, const stopwatch& watch);

/// The middle of some figures.
[[nodiscard]] double median(std::vector<double> of);

}  // namespace bitpeer::bench
