#include "measure.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace bitpeer::bench {

void tell(std::initializer_list<std::pair<std::string_view, double>> members) {
    const char* divider = "{";
    for (const auto& [name, value] : members) {
        std::printf("%s\"%.*s\": %.9g", divider, static_cast<int>(name.size()), name.data(), value);
        divider = ", ";
    }
    std::puts("}");
    std::fflush(stdout);
}

void tell_addresses(const std::vector<std::string>& addresses) {
    const char* divider = "{\"listening\": [";
    for (const auto& address : addresses) {
        std::printf("%s\"%s\"", divider, address.c_str());
        divider = ", ";
    }
    std::puts("]}");
    std::fflush(stdout);
}

void give_up(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::_Exit(1);
}

double resident_bytes() {
    std::size_t total_pages = 0;
    std::size_t resident_pages = 0;
    std::ifstream("/proc/self/statm") >> total_pages >> resident_pages;
    return static_cast<double>(resident_pages) * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double allocated_bytes() {
    const auto taken = mallinfo2();
    return static_cast<double>(taken.uordblks + taken.hblkhd);
}

double processor_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

void raise_descriptor_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

void tell_rate(double count, const stopwatch& watch) {
    const auto seconds = watch.seconds();
    tell({
        {"count", count},
        {"seconds", seconds},
        {"per_second", count / seconds},
        {"processor", watch.processor()},
    });
}

double median(std::vector<double> of) {
    if (of.empty()) return 0;
    std::ranges::sort(of);
    const auto half = of.size() / 2;
    return of.size() % 2 == 1 ? of[half] : (of[half - 1] + of[half]) / 2;
}

}  // namespace bitpeer::bench
