#pragma once
/// Where data lies: recorded and published, and what the tests bring along.

#include <filesystem>

namespace bitpeer::test {

/// What CMake was told in `BITPEER_DATA_DIR`. There may be no such folder.
[[nodiscard]] std::filesystem::path data_folder();

/// `tests/vectors` of this checkout.
[[nodiscard]] std::filesystem::path vectors_folder();

}  // namespace bitpeer::test
