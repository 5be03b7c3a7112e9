#include "footprint.hpp"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace bitpeer::soak {

namespace {

template <class Value>
[[nodiscard]] trend fitted(std::span<const footprint> samples, Value value) {
    const auto half = samples.subspan(samples.size() / 2);
    if (half.size() < 2) return {};
    const auto count = static_cast<double>(half.size());
    double mean_time = 0;
    trend found;
    for (const auto& each : half) {
        mean_time += each.seconds / count;
        found.mean += value(each) / count;
    }
    double together = 0;
    double alone = 0;
    for (const auto& each : half) {
        const auto off = each.seconds - mean_time;
        together += off * (value(each) - found.mean);
        alone += off * off;
    }
    if (alone > 0) found.per_second = together / alone;
    found.growth = found.per_second * (half.back().seconds - half.front().seconds);
    return found;
}

}  // namespace

footprint footprint_now(double seconds) {
    footprint now{.seconds = seconds};
    std::size_t total_pages = 0;
    std::size_t resident_pages = 0;
    std::ifstream("/proc/self/statm") >> total_pages >> resident_pages;
    now.resident = resident_pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const auto taken = mallinfo2();
    now.allocated = taken.uordblks + taken.hblkhd;
    namespace fs = std::filesystem;
    // The listing itself holds one.
    now.descriptors = static_cast<std::size_t>(
        std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()) - 1
    );
    return now;
}

trend resident_trend(std::span<const footprint> samples) {
    return fitted(samples, [](const footprint& each) {
        return static_cast<double>(each.resident);
    });
}

trend allocated_trend(std::span<const footprint> samples) {
    return fitted(samples, [](const footprint& each) {
        return static_cast<double>(each.allocated);
    });
}

bool grows(const trend& found) {
    return found.growth > std::max(found.mean / 100, 2.0 * (1 << 20));
}

}  // namespace bitpeer::soak
