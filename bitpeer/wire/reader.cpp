#include <bitpeer/wire/reader.hpp>

namespace bitpeer::wire {

namespace {

/// No length in the protocol may be above this (Bitcoin Core's MAX_SIZE).
constexpr std::uint64_t max_length = 0x02000000;

/// The smallest number that needs the form which `first` announces.
constexpr std::uint64_t smallest_in_form(std::uint8_t first) {
    if (first == 0xfd) return 0xfd;
    if (first == 0xfe) return 0x10000;
    return 0x100000000;
}

}  // namespace

std::uint64_t reader::long_compact_number() {
    const auto start = offset_;
    const auto first = take(1);
    if (first.empty()) return 0;
    if (first[0] < 0xfd) return first[0];
    const std::size_t width = std::size_t{2} << (first[0] - 0xfd);
    const auto field = take(width);
    if (field.empty()) return 0;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < width; ++i) number |= std::uint64_t{field[i]} << (8 * i);
    if (number < smallest_in_form(first[0])) {
        fail_at(start, errc::non_canonical_size, number);
        return 0;
    }
    return number;
}

std::size_t reader::compact_length(std::size_t limit, errc above) {
    const auto start = offset_;
    const auto number = compact_number();
    if (number > max_length) {
        fail_at(start, errc::size_above_limit, number, max_length);
        return 0;
    }
    if (number > limit) {
        fail_at(start, above, number, limit);
        return 0;
    }
    return static_cast<std::size_t>(number);
}

void reader::fail_at(std::size_t offset, errc code, std::uint64_t actual, std::uint64_t allowed) {
    if (failure_) return;
    failure_.emplace();
    failure_->code = code;
    failure_->offset = offset;
    failure_->actual = actual;
    failure_->allowed = allowed;
}

}  // namespace bitpeer::wire
