#include <tests/support/data_folder.hpp>

namespace bitpeer::test {

std::filesystem::path data_folder() { return BITPEER_DATA_DIR; }

std::filesystem::path vectors_folder() { return BITPEER_VECTORS_DIR; }

}  // namespace bitpeer::test
