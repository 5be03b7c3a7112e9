#pragma once
/// What the command line asks for.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::abuse {

struct options {
    std::string address;  ///< "127.0.0.1:18444": a numeric one
    std::uint32_t connections = 1'000;
    std::chrono::milliseconds lasting = std::chrono::seconds(60);
    /// From how many addresses of 127.1.0.0/16 they come, in turn; 0: from where the system likes.
    std::uint32_t sources = 0;
    /// Bytes a second that each may send, if the remote takes them.
    std::size_t pace = 512 * 1024;
    /// Between the end of a connection and the next in its place.
    std::chrono::milliseconds pause = std::chrono::seconds(1);
    /// Only these kinds; empty: all.
    std::vector<std::string> only;
    bool list = false;  ///< name the kinds, and nothing else
};

/// `--name value` pairs; nothing, with a word on standard error, when they are not understood.
[[nodiscard]] std::optional<options> parse(int argc, const char* const* argv);

}  // namespace bitpeer::abuse
