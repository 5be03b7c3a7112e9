// The one source of the benchmarks that replaces `operator new`.
#include <tests/support/counting_memory.hpp>
