#pragma once
/// The driver's command line.

#include <bitpeer/engine/conduct.hpp>
#include <bitpeer/engine/config.hpp>

#include <optional>
#include <string>
#include <vector>

namespace bitpeer::interop {

struct options {
    std::string dial;  ///< the address to dial; empty: listen on a free port of loopback
    peer_config config;
    std::vector<question_rule> questions;  ///< the dialect's own, if the configuration has its own
};

/// Nothing when an argument makes no sense; then standard error tells which.
[[nodiscard]] std::optional<options> parse(int argc, const char* const* argv);

}  // namespace bitpeer::interop
