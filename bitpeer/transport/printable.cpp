#include <bitpeer/transport/printable.hpp>

#include <string_view>

namespace bitpeer::transport {

std::string printable(byte_view command) {
    static constexpr std::string_view digits = "0123456789abcdef";
    while (!command.empty() && command.back() == 0) command = command.first(command.size() - 1);
    std::string text;
    for (const auto c : command) {
        if (c >= 0x20 && c <= 0x7e) {
            text += static_cast<char>(c);
        } else {
            text += "\\x";
            text += digits[c >> 4];
            text += digits[c & 15];
        }
    }
    return text;
}

}  // namespace bitpeer::transport
