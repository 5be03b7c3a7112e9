#include "record_file.hpp"

#include <bitpeer/base/endian.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace bitpeer::tool {

namespace {

constexpr std::size_t prefix_size = 8;        // magic and length
constexpr std::uint64_t beginning_max = 256;  // of a block: more than any header takes

std::string last_error() { return std::generic_category().message(errno); }

bool write_all(int descriptor, byte_view rest) {
    while (!rest.empty()) {
        const auto count = ::write(descriptor, rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count == 0) errno = EIO;
        if (count <= 0) return false;
        rest = rest.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

/// How long a file is, and where its last whole record ends.
struct extent {
    std::uint64_t whole = 0;
    std::uint64_t size = 0;
    bytes last{};  // the beginning of the last whole block
};

bytes beginning_of(std::ifstream& file, std::uint64_t at, std::uint64_t size) {
    bytes made(static_cast<std::size_t>(std::min(size, beginning_max)));
    file.seekg(static_cast<std::streamoff>(at));
    file.read(reinterpret_cast<char*>(made.data()), static_cast<std::streamsize>(made.size()));
    return made;
}

/// Nothing when something else than records is in it.
std::optional<extent> measure(const std::string& path, const network_magic& magic) {
    std::error_code ignored;  // whatever is wrong, opening it for writing tells
    if (!std::filesystem::is_regular_file(path, ignored)) return extent{};
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file) return extent{};
    extent found{.size = static_cast<std::uint64_t>(file.tellg())};
    std::uint64_t last = 0;
    while (found.whole < found.size) {
        std::array<char, prefix_size> prefix{};
        const auto there = std::min<std::uint64_t>(prefix_size, found.size - found.whole);
        file.seekg(static_cast<std::streamoff>(found.whole));
        if (!file.read(prefix.data(), static_cast<std::streamsize>(there))) return std::nullopt;
        const auto compared = std::min<std::size_t>(there, magic.size());
        if (std::memcmp(prefix.data(), magic.data(), compared) != 0) return std::nullopt;
        if (there < prefix_size) break;
        const auto* length = reinterpret_cast<const std::uint8_t*>(prefix.data()) + magic.size();
        const auto next = found.whole + prefix_size + load_le<std::uint32_t>(length);
        if (next > found.size) break;
        last = found.whole + prefix_size;
        found.whole = next;
    }
    if (found.whole > 0) found.last = beginning_of(file, last, found.whole - last);
    return found;
}

}  // namespace

result<record_file, std::string> record_file::open(
    const std::string& path, const network_magic& magic, existing_records existing
) {
    if (path == "-") return record_file("standard output", STDOUT_FILENO, magic, 0);
    const bool keep = existing == existing_records::kept;
    extent before;
    if (keep) {
        const auto found = measure(path, magic);
        if (!found) return failed(fmt::format("'{}' holds no blocks of this network", path));
        before = *found;
    }
    const int descriptor = ::open(
        path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (keep ? 0 : O_TRUNC), 0666
    );
    if (descriptor < 0) return failed(fmt::format("cannot write '{}': {}", path, last_error()));
    record_file opened(path, descriptor, magic, before.whole);
    opened.last_block_ = std::move(before.last);
    if (before.size > before.whole) {
        if (::ftruncate(descriptor, static_cast<off_t>(before.whole)) != 0) {
            return failed(fmt::format("cannot cut '{}': {}", path, last_error()));
        }
        opened.cut_off_ = before.size - before.whole;
    }
    return opened;
}

record_file::record_file(record_file&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      magic_(other.magic_),
      size_(other.size_),
      cut_off_(other.cut_off_),
      last_block_(std::move(other.last_block_)) {}

record_file& record_file::operator=(record_file&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    magic_ = other.magic_;
    size_ = other.size_;
    cut_off_ = other.cut_off_;
    last_block_ = std::move(other.last_block_);
    return *this;
}

record_file::~record_file() {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
}

result<void, std::string> record_file::write(byte_view block) {
    std::array<std::uint8_t, prefix_size> prefix{};
    std::ranges::copy(magic_, prefix.begin());
    store_le(prefix.data() + magic_.size(), static_cast<std::uint32_t>(block.size()));
    if (!write_all(descriptor_, prefix) || !write_all(descriptor_, block)) {
        auto why = last_error();
        if (is_regular() && ::ftruncate(descriptor_, static_cast<off_t>(size_)) != 0) {
            why += ", and an incomplete record stays at the end";
        }
        return failed(fmt::format("cannot write a block to '{}': {}", path_, why));
    }
    size_ += prefix_size + block.size();
    return {};
}

result<void, std::string> record_file::sync() const {
    if (!is_regular() || ::fdatasync(descriptor_) == 0) return {};
    return failed(fmt::format("cannot write '{}': {}", path_, last_error()));
}

/// Whether it is a file of our own, which can be cut; standard output is somebody else's.
bool record_file::is_regular() const {
    struct stat about {};
    return descriptor_ > STDERR_FILENO && ::fstat(descriptor_, &about) == 0 &&
           S_ISREG(about.st_mode);
}

}  // namespace bitpeer::tool
