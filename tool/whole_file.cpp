#include "whole_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace bitpeer::tool {

namespace {

/// The number of the error; zero: all is written.
int write_all(int descriptor, byte_view rest) {
    while (!rest.empty()) {
        const auto count = ::write(descriptor, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count == 0 ? EIO : errno;
        rest = rest.subspan(static_cast<std::size_t>(count));
    }
    // A pipe or a terminal has no disk behind it.
    return ::fdatasync(descriptor) == 0 || errno == EINVAL || errno == EROFS ? 0 : errno;
}

}  // namespace

result<void, write_failure> write_file(const std::string& path, byte_view content) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    int error = descriptor < 0 ? errno : write_all(descriptor, content);
    if (descriptor >= 0 && ::close(descriptor) != 0 && error == 0) error = errno;
    if (error == 0) return {};
    const auto why = std::generic_category().message(error);
    return failed(write_failure{fmt::format("cannot write '{}': {}", path, why), descriptor >= 0});
}

}  // namespace bitpeer::tool
