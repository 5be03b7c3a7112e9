#pragma once
/// How a client reaches its remotes.

#include <bitpeer/runtime/proxy_options.hpp>

#include <optional>

namespace bitpeer {

/// The same for all connections of a client.
struct dial_options {
    /// Through this proxy; directly unless set.
    std::optional<proxy_options> proxy{};
};

}  // namespace bitpeer
