// A program outside this project that uses the library as its users do.
#include <bitpeer/base/hex.hpp>

#include <cstdio>

int main() {
    const auto text = bitpeer::to_hex(bitpeer::bytes{0xf9, 0xbe, 0xb4, 0xd9});
    std::puts(text.c_str());
    return text == "f9beb4d9" ? 0 : 1;
}
