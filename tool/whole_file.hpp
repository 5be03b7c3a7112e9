#pragma once
/// A file that is written at once.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>

#include <string>

namespace bitpeer::tool {

struct write_failure {
    std::string message;  ///< for people
    bool opened = false;  ///< it could be opened: then half of the content may be there
};

/// Writes `content` to a file, in place of what is in it. It is on the disk when this returns.
[[nodiscard]] result<void, write_failure> write_file(const std::string& path, byte_view content);

}  // namespace bitpeer::tool
