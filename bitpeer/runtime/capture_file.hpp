#pragma once
/// Capture files on a disk.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/node/capture.hpp>
#include <bitpeer/params/network.hpp>

#include <memory>
#include <optional>
#include <string>

namespace bitpeer {

/// A new file as a sink. What it was given is with the operating system when `write` returns.
/// Nothing that exists is written over: then, or when it cannot be made, a text for people tells.
[[nodiscard]] result<std::unique_ptr<capture::sink>, std::string> make_capture_file(
    const std::string& path
);

/// Why a recording could not be loaded.
struct load_failure {
    std::string file;                     ///< which one
    std::string system;                   ///< what the operating system said, when it did
    std::optional<capture::error> error;  ///< else: what is wrong with it, and where

    /// "'a.bpcap': bad_checksum at byte 4711".
    [[nodiscard]] std::string message() const;
};

/// Reads a recording: our own file; Bitcoin Core's `msgs_recv.dat` or `msgs_sent.dat`, each with
/// the other one where that lies beside it; or the folder of those two. `net` is the network of
/// Core's files, which do not tell; ours do.
[[nodiscard]] result<capture::recording, load_failure> load_capture(
    const std::string& path, const network& net
);

}  // namespace bitpeer
