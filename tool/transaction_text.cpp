#include "transaction_text.hpp"

#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/dialect.hpp>

#include <fmt/format.h>

#include <cctype>
#include <fstream>
#include <iterator>

namespace bitpeer::tool {

namespace {

result<named_transaction, std::string> name_transaction(bytes raw, const wire::dialect& dialect) {
    const auto names = dialect.chain->name(raw);
    if (!names) return failed(names.error().message());
    if (names->size < raw.size()) {
        return failed(fmt::format("{} bytes follow the transaction", raw.size() - names->size));
    }
    return named_transaction{shared_bytes(std::move(raw)), names->txid, names->wtxid};
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
    return name_transaction(std::move(*raw), dialect);
}

}  // namespace bitpeer::tool
