#pragma once
/// The messages that all programs are measured with: the same bytes for everybody.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/wire/message.hpp>

#include <string>

namespace bitpeer::bench {

/// Writes one file for each into a folder that is there: `inv-1`, `tx-222`, `block` and so on.
/// False when one cannot be written.
[[nodiscard]] bool write_payloads(const std::string& folder);

/// A file's bytes; gives up when it is not there.
[[nodiscard]] bytes read_payload(const std::string& file);

/// A message of this command. As a value, which is encoded each time that it is sent, or as a
/// payload that is sent as it stands, as a node passes on a block that it keeps.
[[nodiscard]] wire::message message_of(const std::string& command, bytes payload);

}  // namespace bitpeer::bench
