#pragma once
/// Our own capture files: one per connection, written from front to back and never changed.

#include <bitpeer/node/capture.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer::capture {

/// What a file begins with. The line ends show at once when somebody treated it as text.
inline constexpr std::array<std::uint8_t, 8> file_magic{'b', 'p', 'c', 'a', 'p', '\r', '\n', 0x1a};

/// The version of the format that is written, and the only one that is read.
inline constexpr std::uint16_t format_version = 1;

/// The longest body of a record: above every dialect's largest message.
inline constexpr std::size_t body_max = 40'000'000;

/// Puts the beginning of a file behind `out`.
void append(bytes& out, const opening& first);
/// Puts one record behind `out`.
void append(bytes& out, const record& next);

/// Reads a file record by record. Allocates nothing from a length that the file claims; payloads
/// are slices of the file.
class reader {
public:
    /// Begins to read; the error tells what is wrong with the beginning.
    [[nodiscard]] static result<reader, error> open(shared_bytes file);

    [[nodiscard]] const capture::opening& opening() const { return opening_; }

    /// The next record; nothing at the end, be it the file's or the last whole record's: then
    /// `cut_off` tells which. After an error it is the same error again.
    [[nodiscard]] result<std::optional<record>, error> next();

    /// Where an incomplete last record begins.
    [[nodiscard]] std::optional<std::size_t> cut_off() const { return cut_off_; }
    /// Records that were passed over because a later version has them.
    [[nodiscard]] std::size_t unknown_records() const { return unknown_records_; }

private:
    explicit reader(shared_bytes file) : file_(std::move(file)) {}

    [[nodiscard]] result<std::optional<shared_bytes>, error> next_body();

    shared_bytes file_;
    std::size_t offset_ = 0;
    capture::opening opening_;
    std::optional<std::size_t> cut_off_;
    std::size_t unknown_records_ = 0;
};

/// Reads a whole file.
[[nodiscard]] result<recording, error> read(const shared_bytes& file);

/// Whether a file is, or begins as, one of ours.
[[nodiscard]] bool is_capture(byte_view file);

}  // namespace bitpeer::capture
