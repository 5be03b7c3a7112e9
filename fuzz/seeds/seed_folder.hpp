#pragma once
/// The folder that seeds are written into: one for each target in it.

#include <bitpeer/base/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace bitpeer::fuzz {

/// Larger ones would slow everything down; the tests read those.
inline constexpr std::size_t seed_max = 20'000;

/// Writes one file for each.
class seeds {
public:
    explicit seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void add(const std::string& target, byte_view seed) {
        if (seed.size() > seed_max) return;
        const auto place = folder_ / target;
        std::filesystem::create_directories(place);
        std::ofstream file(place / std::to_string(count_++), std::ios::binary);
        file.write(reinterpret_cast<const char*>(seed.data()), std::ssize(seed));
    }
    /// Behind bytes that choose what is done with it.
    void add(const std::string& target, const bytes& choices, byte_view rest) {
        auto whole = choices;
        whole.insert(whole.end(), rest.begin(), rest.end());
        add(target, whole);
    }
    [[nodiscard]] std::size_t count() const { return count_; }

private:
    std::filesystem::path folder_;
    std::size_t count_ = 0;
};

[[nodiscard]] inline bytes joined(std::initializer_list<byte_view> parts) {
    bytes whole;
    for (const auto part : parts) whole.insert(whole.end(), part.begin(), part.end());
    return whole;
}

[[nodiscard]] inline byte_view of_text(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace bitpeer::fuzz
