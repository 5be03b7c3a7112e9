#pragma once
/// Messages on the wire as a hex dump in which every byte has a meaning.

#include <bitpeer/params/network.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/wire/annotator.hpp>
#include <bitpeer/wire/command.hpp>

#include <string>
#include <vector>

namespace bitpeer::tool {

/// A run of bytes, field by field.
struct annotated_frame {
    bytes data;
    std::vector<wire::annotation>
        notes;  ///< without a gap, from the frame's first byte to its last
};

[[nodiscard]] annotated_frame annotate_frame(
    const network& net, wire::command_name command, const shared_bytes& payload
);

/// The same as an encrypted packet has it (BIP324), as it is before it is encrypted; without its
/// tag.
[[nodiscard]] annotated_frame annotate_packet(
    const network& net, wire::command_name command, const shared_bytes& payload
);

/// What an encrypted stream begins with, its random garbage left out.
[[nodiscard]] annotated_frame annotate_opening(const transport::opening& begins);

/// Lines of an offset, up to eight bytes, and what they mean.
[[nodiscard]] std::vector<std::string> dump_lines(const annotated_frame& frame);

}  // namespace bitpeer::tool
