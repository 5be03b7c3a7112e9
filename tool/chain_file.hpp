#pragma once
/// A chain of blocks from a file.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/params/network.hpp>

#include <string>
#include <vector>

namespace bitpeer::tool {

/// The blocks of the longest chain in the file, from the one behind the network's first block on.
/// The file has records of magic, length and block in any order, as Bitcoin Core's `blk*.dat`, or
/// is one raw block. Nothing but the links between blocks is looked at. Fails with a text for
/// people.
[[nodiscard]] result<std::vector<shared_bytes>, std::string> read_chain_file(
    const std::string& path, const network& of
);

/// The same of a file's content.
[[nodiscard]] result<std::vector<shared_bytes>, std::string> chain_in(
    const shared_bytes& content, const network& of
);

}  // namespace bitpeer::tool
