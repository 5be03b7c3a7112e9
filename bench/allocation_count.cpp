#include <bench/allocation_count.hpp>
#include <tests/support/counting_memory.hpp>

std::size_t allocation_count() { return bitpeer::test::allocation_count(); }
