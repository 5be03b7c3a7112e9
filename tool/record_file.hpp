#pragma once
/// Blocks one behind the other: the network's magic, the length, the raw block, as in Bitcoin
/// Core's `blk*.dat`.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/params/network.hpp>

#include <cstdint>
#include <string>
#include <utility>

namespace bitpeer::tool {

/// What happens to records that are there already.
enum class existing_records { kept, replaced };

/// Writes records to a file or to standard output. A record is written whole or not at all, except
/// to a pipe whose reader leaves.
class record_file {
public:
    /// Opens the file; "-" is standard output. When records are kept, an incomplete one at the end
    /// is cut off. Fails with a text for people when the file cannot be written, or is not made of
    /// records of this network.
    [[nodiscard]] static result<record_file, std::string> open(
        const std::string& path, const network_magic& magic, existing_records existing
    );

    record_file(record_file&& other) noexcept;
    record_file& operator=(record_file&& other) noexcept;
    ~record_file();

    /// Bytes of an incomplete record that were cut off.
    [[nodiscard]] std::uint64_t cut_off() const { return cut_off_; }

    /// The last block that was there when it was opened, or as much of its beginning as a header
    /// takes; empty when there was none.
    [[nodiscard]] const bytes& last_block() const { return last_block_; }

    /// Writes one record; it is with the operating system when this returns: it survives our end,
    /// not yet the machine's. Fails with a text for people.
    [[nodiscard]] result<void, std::string> write(byte_view block);

    /// When this returns, what was written is on the disk. Fails with a text for people: some
    /// errors of writing come to light only here.
    [[nodiscard]] result<void, std::string> sync() const;

private:
    record_file(std::string path, int descriptor, const network_magic& magic, std::uint64_t size)
        : path_(std::move(path)), descriptor_(descriptor), magic_(magic), size_(size) {}

    [[nodiscard]] bool is_regular() const;

    std::string path_;
    int descriptor_ = -1;
    network_magic magic_{};
    std::uint64_t size_ = 0;
    std::uint64_t cut_off_ = 0;
    bytes last_block_{};
};

}  // namespace bitpeer::tool
