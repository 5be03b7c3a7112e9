#pragma once
/// What a program of these measurements is told to do.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::bench {

/// The same words are understood by all of them, ours, the bare ones and the rivals', where they
/// mean something: see docs/benchmarks.md.
struct arguments {
    std::string role;           ///< the first word: serve, drive, payloads
    std::string work{};         ///< handshakes, ping, pings, oneway, idle
    std::size_t transport = 1;  ///< 1 or 2
    double seconds = 1;         ///< how long to measure
    std::size_t ports = 1;      ///< serve: how many to listen on
    std::string to{};           ///< drive: addresses, divided by commas
    std::size_t connections = 1;
    std::size_t parallel = 1;  ///< handshakes at once
    std::size_t batch = 64;    ///< messages that are queued together; the last tells when written
    std::size_t window = 4;    ///< batches on their way
    std::string command{};     ///< of the message to be sent
    std::string payload{};     ///< its file
    std::string folder{};      ///< where payloads go

    // Of the bare ones.
    std::size_t size = 32;    ///< bytes of one message, its frame included
    std::size_t answer = 32;  ///< bytes that come back for it
    std::size_t closing = 0;  ///< handshakes: bytes that end it
    std::size_t last = 0;     ///< handshakes: bytes that come back for those, and nobody reads
    std::string labour{};     ///< oneway: "hash", "cipher" or nothing

    [[nodiscard]] std::vector<std::string> addresses() const;
};

/// Nothing, and a word on standard error, when it is not understood.
[[nodiscard]] std::optional<arguments> parse(int argc, const char* const* argv);

}  // namespace bitpeer::bench
