#include <bitpeer/wire/services.hpp>

#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

namespace bitpeer::wire {

std::string to_string(services flags) {
    static constexpr std::array<std::pair<services, std::string_view>, 6> names{{
        {services::network, "network"},
        {services::bloom, "bloom"},
        {services::witness, "witness"},
        {services::compact_filters, "compact_filters"},
        {services::network_limited, "network_limited"},
        {services::encrypted_transport, "encrypted_transport"},
    }};
    std::string text;
    auto rest = flags.number;
    for (const auto& [flag, name] : names) {
        if (!flags.has(flag)) continue;
        if (!text.empty()) text += '|';
        text += name;
        rest &= ~flag.number;
    }
    if (rest != 0) {
        std::array<char, 19> digits{};
        std::snprintf(
            digits.data(), digits.size(), "0x%llx", static_cast<unsigned long long>(rest)
        );
        if (!text.empty()) text += '|';
        text += digits.data();
    }
    return text.empty() ? "none" : text;
}

}  // namespace bitpeer::wire
