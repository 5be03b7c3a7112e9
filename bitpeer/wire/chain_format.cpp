#include <bitpeer/wire/chain_format.hpp>

namespace bitpeer::wire {

std::string_view to_string(block_fault code) {
    switch (code) {
        case block_fault::malformed: return "malformed";
        case block_fault::wrong_root: return "wrong_root";
        case block_fault::repeated: return "repeated";
        case block_fault::wrong_witness: return "wrong_witness";
    }
    return "unknown";
}

std::string block_error::message() const {
    auto text = std::string(to_string(code));
    if (detail) text += ": " + detail->message();
    return text;
}

bytes height_push(std::uint32_t height) {
    constexpr std::uint8_t op_0 = 0x00;
    constexpr std::uint8_t op_1 = 0x51;
    if (height == 0) return {op_0};
    if (height <= 16) return {static_cast<std::uint8_t>(op_1 + height - 1)};
    bytes number;
    for (auto rest = height; rest != 0; rest >>= 8) {
        number.push_back(static_cast<std::uint8_t>(rest));
    }
    // Script numbers have a sign: the highest bit of the last byte.
    if (number.back() >= 0x80) number.push_back(0);
    number.insert(number.begin(), static_cast<std::uint8_t>(number.size()));
    return number;
}

}  // namespace bitpeer::wire
