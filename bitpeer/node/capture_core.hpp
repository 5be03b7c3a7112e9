#pragma once
/// Bitcoin Core's capture files, which `-capturemessages` makes: `msgs_recv.dat` and
/// `msgs_sent.dat` in one folder for each peer.
///
/// They hold messages and nothing else: not the network, nor who dialled, nor how it ended.

#include <bitpeer/node/capture.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace bitpeer::capture {

inline constexpr std::string_view core_received_file = "msgs_recv.dat";
inline constexpr std::string_view core_written_file = "msgs_sent.dat";

/// Puts one message behind `out`: time in microseconds since 1970 (8 bytes), command (12), length
/// of the payload (4), payload; integers little endian.
void append_core(bytes& out, instant when, const message& what);

/// What is in one file.
struct core_messages {
    std::vector<record> records{};  ///< each a `message`; both clocks are the Unix time
    std::optional<std::size_t> cut_off{};
};

/// Reads one file, whose messages all went this `way`. Allocates nothing from a claimed length;
/// payloads are slices of the file.
[[nodiscard]] result<core_messages, error> read_core(const shared_bytes& file, way which);

/// One connection from its two files, ordered by time. Who dialled said `version` first. The
/// network has to be told.
[[nodiscard]] recording join_core(
    core_messages received, core_messages written, const network& net
);

}  // namespace bitpeer::capture
