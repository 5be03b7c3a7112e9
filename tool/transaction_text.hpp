#pragma once
/// A transaction as the command line has it.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/dialect.hpp>

#include <string>

namespace bitpeer::tool {

/// A transaction that is well formed, and its names.
struct named_transaction {
    shared_bytes raw;
    hash256 txid;
    hash256 wtxid;
};

/// Reads `text`: hexadecimal, or the name of a file that holds it. The error is for people.
[[nodiscard]] result<named_transaction, std::string> read_transaction(
    const std::string& text, const wire::dialect& dialect
);

}  // namespace bitpeer::tool
