#pragma once
/// What the command line asks for.

#include <bitpeer/base/time.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace bitpeer::soak {

struct options {
    /// Cycles of connect, handshake, pending sends and stop; 0: none.
    std::uint64_t cycles = 0;
    unsigned threads = 4;
    /// The cycles' random moments come from here; in which order threads run does not.
    std::uint64_t seed = 1;

    /// Live peers that dial as many in the same process; 0: none.
    std::uint32_t peers = 0;
    duration lasting = std::chrono::minutes(30);
    duration between_samples = std::chrono::seconds(1);
    /// Mean time after which a peer leaves and another comes.
    duration lifetime = std::chrono::minutes(2);
    /// Where the samples go, one a line; empty: nowhere.
    std::string csv;
};

/// `--name value` pairs; nothing, with a word on standard error, when they are not understood.
[[nodiscard]] std::optional<options> parse(int argc, const char* const* argv);

}  // namespace bitpeer::soak
