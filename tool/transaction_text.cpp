#include "transaction_text.hpp"

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/litecoin.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <fmt/format.h>

#include <cctype>
#include <fstream>
#include <iterator>

namespace bitpeer::tool {

namespace {

template <class Tx>
result<named_transaction, std::string> name_transaction(bytes raw) {
    const auto decoded = wire::decode<Tx>(raw, {.trailing = wire::trailing_bytes::refused});
    if (!decoded) return failed(decoded.error().message());
    return named_transaction{
        shared_bytes(std::move(raw)), txid(decoded->transaction), wtxid(decoded->transaction)};
}

}  // namespace

result<named_transaction, std::string> read_transaction(
    const std::string& text, const wire::dialect& dialect
) {
    auto raw = from_hex(text);
    if (!raw) {
        std::ifstream file(text);
        if (!file) return failed(fmt::format("'{}' is neither hexadecimal text nor a file", text));
        std::string digits;
        for (std::istreambuf_iterator<char> next(file), end; next != end; ++next) {
            if (std::isspace(static_cast<unsigned char>(*next)) == 0) digits += *next;
        }
        raw = from_hex(digits);
        if (!raw) {
            return failed(
                fmt::format("'{}' is no hexadecimal text at digit {}", text, raw.error().position)
            );
        }
    }
    if (dialect.find(wire::message_type_id::of<wire::litecoin::tx>()) != nullptr) {
        return name_transaction<wire::litecoin::tx>(std::move(*raw));
    }
    return name_transaction<wire::tx>(std::move(*raw));
}

}  // namespace bitpeer::tool
