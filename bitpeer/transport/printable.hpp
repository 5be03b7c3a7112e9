#pragma once
/// Commands as they stand on the wire, right or wrong, for people.

#include <bitpeer/base/bytes.hpp>

#include <string>

namespace bitpeer::transport {

/// The bytes without the zeros at their end, unprintable ones as \xNN.
[[nodiscard]] std::string printable(byte_view command);

}  // namespace bitpeer::transport
