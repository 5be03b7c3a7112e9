/// Long runs of the runtime over real sockets: many short connections, or few long ones.

#include "cycles.hpp"
#include "live_peers.hpp"
#include "options.hpp"

#include <cstdio>

int main(int argc, char** argv) {
    const auto given = bitpeer::soak::parse(argc, argv);
    if (!given) return 2;
    std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);  // so that a log can be followed
    bool good = true;
    if (given->cycles > 0) good = bitpeer::soak::run_cycles(*given) && good;
    if (given->peers > 0) good = bitpeer::soak::run_live_peers(*given) && good;
    return good ? 0 : 1;
}
