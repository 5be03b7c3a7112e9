#pragma once
/// Records a live connection.

#include <bitpeer/node/capture_writer.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/runtime/peer.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace bitpeer {

/// How far a recording is.
struct capture_progress {
    std::uint64_t received = 0;            ///< messages, those that were dropped included
    std::uint64_t written = 0;             ///< messages
    std::uint64_t bytes = 0;               ///< in the file
    bool ended = false;                    ///< the connection's end is in it
    std::optional<std::string> failure{};  ///< why nothing more is recorded, for people
};

/// As long as it lives, what happens on one connection is written down: each message as the
/// transport made it, in v1 and, decrypted, in v2; what became of it; what we said; the end. Make
/// it before the first byte, where a peer is prepared:
///
///     client.connect(address, 30s, [&](const peer& fresh) {
///         capture = peer_capture(fresh, network, capture::make_writer(std::move(file)));
///     });
///
/// Writing holds up this peer for as long as the disk takes, and no other. Where it fails, the
/// recording ends and the connection does not. Move-only; does not keep the connection. Every
/// method may be called from any thread.
class peer_capture {
public:
    /// Called once when the recording ends because it cannot be written, on the peer's strand. What
    /// fails at once, in the constructor, only `progress` tells.
    using failure_callback = std::function<void(const std::string&)>;

    peer_capture() = default;
    peer_capture(
        const peer& of, const network& net, std::unique_ptr<capture::writer> into,
        failure_callback on_failure = {}
    );
    peer_capture(peer_capture&&) noexcept = default;
    peer_capture& operator=(peer_capture&& other) noexcept;
    ~peer_capture();

    /// Writes what was held back.
    void flush() const;
    /// Ends the recording here, whatever becomes of the connection.
    void stop();
    [[nodiscard]] capture_progress progress() const;

private:
    class state;

    std::shared_ptr<state> state_;
    subscription heard_;
    subscription written_;
    subscription events_;
};

}  // namespace bitpeer
