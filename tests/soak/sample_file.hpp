#pragma once
/// The samples of a run, as a table for others to draw.

#include "footprint.hpp"
#include "ledger.hpp"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

namespace bitpeer::soak {

/// Comma-separated values with a line of names; each line is written at once.
class sample_file {
public:
    /// No file without a name.
    explicit sample_file(const std::string& name);

    void add(const footprint& taken, std::uint64_t pairs_up, const ledger& count);

private:
    struct closing {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, closing> file_;
};

}  // namespace bitpeer::soak
