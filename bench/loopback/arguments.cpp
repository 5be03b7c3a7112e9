#include "arguments.hpp"

#include <charconv>
#include <cstdio>
#include <functional>
#include <map>
#include <sstream>
#include <string_view>
#include <system_error>

namespace bitpeer::bench {

namespace {

template <class Number>
[[nodiscard]] bool read(std::string_view text, Number& into) {
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, into);
    return error == std::errc() && stop == end;
}

[[nodiscard]] bool read(std::string_view text, std::string& into) {
    into = text;
    return true;
}

template <class Member>
[[nodiscard]] auto into(Member arguments::*member) {
    return [member](arguments& given, std::string_view text) { return read(text, given.*member); };
}

}  // namespace

std::vector<std::string> arguments::addresses() const {
    std::vector<std::string> all;
    std::istringstream text(to);
    for (std::string one; std::getline(text, one, ',');) all.push_back(one);
    return all;
}

std::optional<arguments> parse(int argc, const char* const* argv) {
    static const std::map<std::string_view, std::function<bool(arguments&, std::string_view)>>
        known{
            {"--work", into(&arguments::work)},
            {"--transport", into(&arguments::transport)},
            {"--seconds", into(&arguments::seconds)},
            {"--ports", into(&arguments::ports)},
            {"--to", into(&arguments::to)},
            {"--connections", into(&arguments::connections)},
            {"--parallel", into(&arguments::parallel)},
            {"--batch", into(&arguments::batch)},
            {"--window", into(&arguments::window)},
            {"--command", into(&arguments::command)},
            {"--payload", into(&arguments::payload)},
            {"--folder", into(&arguments::folder)},
            {"--size", into(&arguments::size)},
            {"--answer", into(&arguments::answer)},
            {"--closing", into(&arguments::closing)},
            {"--last", into(&arguments::last)},
            {"--labour", into(&arguments::labour)},
        };
    arguments given;
    if (argc > 1) given.role = argv[1];
    for (int at = 2; at < argc; at += 2) {
        const auto found = known.find(argv[at]);
        if (found == known.end() || at + 1 == argc || !found->second(given, argv[at + 1])) {
            std::fprintf(stderr, "not understood: %s\n", argv[at]);
            return std::nullopt;
        }
    }
    const bool drives = given.role == "drive";
    if (drives && given.addresses().empty()) {
        std::fputs("drive needs --to ADDRESS\n", stderr);
        return std::nullopt;
    }
    return given;
}

}  // namespace bitpeer::bench
