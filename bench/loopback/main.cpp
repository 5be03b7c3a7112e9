/// Our library's side of the measurements over loopback: see docs/benchmarks.md.

#include "arguments.hpp"
#include "driving.hpp"
#include "measure.hpp"
#include "payloads.hpp"
#include "serving.hpp"

int main(int argc, char** argv) {
    namespace bench = bitpeer::bench;
    const auto given = bench::parse(argc, argv);
    if (!given) return 2;
    bench::raise_descriptor_limit();
    if (given->role == "serve") {
        bench::serve(*given);
    } else if (given->role == "drive") {
        bench::drive(*given);
    } else if (given->role == "payloads") {
        if (!bench::write_payloads(given->folder)) bench::give_up("cannot write " + given->folder);
    } else {
        bench::give_up("bitpeer_loopback serve | drive --to ADDRESS | payloads --folder FOLDER");
    }
    return 0;
}
