#include "options.hpp"

#include <charconv>
#include <cstdio>
#include <functional>
#include <map>
#include <string_view>
#include <system_error>

namespace bitpeer::abuse {

namespace {

template <class Number>
[[nodiscard]] bool read(std::string_view text, Number& into) {
    const auto* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, into);
    return error == std::errc() && stop == end;
}

/// A number of so long units.
[[nodiscard]] bool read(
    std::string_view text, std::chrono::milliseconds unit, std::chrono::milliseconds& into
) {
    std::uint32_t count = 0;
    if (!read(text, count)) return false;
    into = count * unit;
    return true;
}

using setter = std::function<bool(options&, std::string_view)>;

const std::map<std::string_view, setter>& setters() {
    using std::chrono::milliseconds;
    using std::chrono::seconds;
    static const std::map<std::string_view, setter> all{
        {"--to",
         [](options& given, std::string_view text) {
             given.address = text;
             return true;
         }},
        {"--connections",
         [](options& given, std::string_view text) { return read(text, given.connections); }},
        {"--seconds",
         [](options& given, std::string_view text) {
             return read(text, seconds(1), given.lasting);
         }},
        {"--sources",
         [](options& given, std::string_view text) { return read(text, given.sources); }},
        {"--pace", [](options& given, std::string_view text) { return read(text, given.pace); }},
        {"--pause",
         [](options& given, std::string_view text) {
             return read(text, milliseconds(1), given.pause);
         }},
        {"--only",
         [](options& given, std::string_view text) {
             given.only.emplace_back(text);
             return true;
         }},
    };
    return all;
}

}  // namespace

std::optional<options> parse(int argc, const char* const* argv) {
    options given;
    if (argc == 2 && std::string_view(argv[1]) == "--list") {
        given.list = true;
        return given;
    }
    for (int at = 1; at < argc; at += 2) {
        const auto found = setters().find(argv[at]);
        if (found == setters().end() || at + 1 == argc || !found->second(given, argv[at + 1])) {
            std::fprintf(stderr, "not understood: %s\n", argv[at]);
            return std::nullopt;
        }
    }
    if (given.address.empty() || given.pace == 0) {
        std::fputs(
            "bitpeer_abusers --list\n"
            "bitpeer_abusers --to ADDR [--connections 1000] [--seconds 60] [--sources 0]\n"
            "                [--pace 524288] [--pause 1000] [--only KIND]...\n",
            stderr
        );
        return std::nullopt;
    }
    return given;
}

}  // namespace bitpeer::abuse
