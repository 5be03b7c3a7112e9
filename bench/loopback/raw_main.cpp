/// The physical limits: the same bytes by the same calls of the system, without a protocol.

#include "arguments.hpp"
#include "measure.hpp"
#include "raw_driving.hpp"
#include "raw_serving.hpp"

int main(int argc, char** argv) {
    namespace bench = bitpeer::bench;
    const auto given = bench::parse(argc, argv);
    if (!given) return 2;
    bench::raise_descriptor_limit();
    if (given->role == "serve") {
        bench::serve_raw(*given);
    } else if (given->role == "drive") {
        bench::drive_raw(*given);
    } else {
        bench::give_up("bitpeer_raw serve | drive --to ADDRESS");
    }
    return 0;
}
