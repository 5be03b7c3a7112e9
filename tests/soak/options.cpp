#include "options.hpp"

#include <charconv>
#include <cstdio>
#include <functional>
#include <map>
#include <string_view>
#include <system_error>

namespace bitpeer::soak {

namespace {

template <class Number>
[[nodiscard]] bool read(std::string_view text, Number& into) {
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, into);
    return error == std::errc() && stop == end;
}

/// "250ms", "90s", "30m", "2h".
[[nodiscard]] bool read(std::string_view text, duration& into) {
    static const std::map<std::string_view, duration> units{
        {"ms", std::chrono::milliseconds(1)},
        {"s", std::chrono::seconds(1)},
        {"m", std::chrono::minutes(1)},
        {"h", std::chrono::hours(1)},
    };
    const auto digits = text.find_first_not_of("0123456789");
    if (digits == std::string_view::npos) return false;
    const auto unit = units.find(text.substr(digits));
    std::uint32_t count = 0;
    if (unit == units.end() || !read(text.substr(0, digits), count)) return false;
    into = count * unit->second;
    return into > duration::zero();
}

[[nodiscard]] bool read(std::string_view text, std::string& into) {
    into = text;
    return true;
}

template <class Member>
[[nodiscard]] auto into(Member options::*member) {
    return [member](options& given, std::string_view text) { return read(text, given.*member); };
}

}  // namespace

std::optional<options> parse(int argc, const char* const* argv) {
    static const std::map<std::string_view, std::function<bool(options&, std::string_view)>> known{
        {"--cycles", into(&options::cycles)},
        {"--threads", into(&options::threads)},
        {"--seed", into(&options::seed)},
        {"--peers", into(&options::peers)},
        {"--for", into(&options::lasting)},
        {"--every", into(&options::between_samples)},
        {"--lifetime", into(&options::lifetime)},
        {"--csv", into(&options::csv)},
    };
    options given;
    for (int at = 1; at < argc; at += 2) {
        const auto found = known.find(argv[at]);
        if (found == known.end() || at + 1 == argc || !found->second(given, argv[at + 1])) {
            std::fprintf(stderr, "not understood: %s\n", argv[at]);
            return std::nullopt;
        }
    }
    if (given.threads == 0 || (given.cycles == 0 && given.peers == 0)) {
        std::fputs(
            "bitpeer_soak --cycles N [--threads 4] [--seed 1]\n"
            "bitpeer_soak --peers N [--for 30m] [--every 1s] [--lifetime 2m] [--csv FILE]\n",
            stderr
        );
        return std::nullopt;
    }
    return given;
}

}  // namespace bitpeer::soak
