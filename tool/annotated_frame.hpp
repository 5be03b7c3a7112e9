#pragma once
/// One v1 frame as a hex dump in which every byte has a meaning.

#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/annotator.hpp>
#include <bitpeer/wire/command.hpp>

#include <string>
#include <vector>

namespace bitpeer::tool {

/// The frame's header and payload, field by field.
struct annotated_frame {
    bytes data;
    std::vector<wire::annotation>
        notes;  ///< without a gap, from the frame's first byte to its last
};

[[nodiscard]] annotated_frame annotate_frame(
    const network& net, wire::command_name command, const shared_bytes& payload
);

/// Lines of an offset, up to eight bytes, and what they mean.
[[nodiscard]] std::vector<std::string> dump_lines(const annotated_frame& frame);

}  // namespace bitpeer::tool
