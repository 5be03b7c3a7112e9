#include "sample_file.hpp"

namespace bitpeer::soak {

sample_file::sample_file(const std::string& name) {
    if (name.empty()) return;
    file_.reset(std::fopen(name.c_str(), "w"));
    if (!file_) {
        std::perror(name.c_str());
        return;
    }
    std::fputs("seconds,resident,allocated,descriptors,pairs,connections,messages\n", file_.get());
}

void sample_file::add(const footprint& taken, std::uint64_t pairs_up, const ledger& count) {
    if (!file_) return;
    std::fprintf(
        file_.get(),
        "%.1f,%zu,%zu,%zu,%llu,%llu,%llu\n",
        taken.seconds,
        taken.resident,
        taken.allocated,
        taken.descriptors,
        static_cast<unsigned long long>(pairs_up),
        static_cast<unsigned long long>(count.opened.load()),
        static_cast<unsigned long long>(count.messages.load())
    );
    std::fflush(file_.get());
}

}  // namespace bitpeer::soak
