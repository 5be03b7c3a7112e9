#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/transaction_layout.hpp>

namespace bitpeer::wire::detail {

namespace {

/// The smallest number that needs the form which `first` announces.
constexpr std::size_t smallest_in_form(std::uint8_t first) {
    return first == 0xfd ? 0xfd : 0x10000;
}

}  // namespace

bool stride::long_length(std::size_t& at, std::size_t& length) const {
    const auto first = data_[at];
    const std::size_t width = first == 0xfd ? 2 : 4;
    if (first == 0xff || size_ - at < 1 + width) return false;
    const auto* number = data_ + at + 1;
    length = width == 2 ? load_le<std::uint16_t>(number) : load_le<std::uint32_t>(number);
    at += 1 + width;
    return length >= smallest_in_form(first) && length <= bounded_by_message;
}

bool usual_layout(byte_view from, transaction_layout& found) {
    untold nobody;
    return walk_usual(from, found, nobody);
}

}  // namespace bitpeer::wire::detail
