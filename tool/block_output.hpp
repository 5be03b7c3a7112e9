#pragma once
/// Where downloaded blocks go: into a file, and told of.

#include <bitpeer/node/block_download.hpp>

#include "record_file.hpp"
#include "verb.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace bitpeer::tool {

/// Takes blocks in the order in which they are to be written.
class block_output {
public:
    /// `file` may be empty: nothing is written; or "-": standard output, which then gets no lines.
    block_output(const surroundings& around, std::string file);

    /// Opens the file. Nothing: all is well; else how the verb ends, told already.
    [[nodiscard]] std::optional<outcome> open(existing_records existing);

    /// Writes one block and tells it. `last` is the height up to which blocks are expected, for the
    /// progress. Nothing: all is well.
    [[nodiscard]] std::optional<outcome> take(const downloaded_block& block, std::uint32_t last);

    /// From here on people see a line for each block in a terminal too.
    void always_show_lines() { lines_ = !to_standard_output_; }

    [[nodiscard]] std::uint64_t blocks() const { return blocks_; }

    /// The last block that was in the file before, as `record_file` has it.
    [[nodiscard]] byte_view last_block() const { return file_ ? file_->last_block() : byte_view(); }

    /// The end, in order or by an interrupt: told when all blocks are on the disk.
    [[nodiscard]] outcome tell_summary() const;
    [[nodiscard]] outcome tell_interrupted(std::uint32_t next) const;

private:
    [[nodiscard]] bool sync() const;
    void tell_block(const downloaded_block& block);
    void tell_progress(std::uint32_t height, std::uint32_t last);

    surroundings around_;
    std::string path_;
    bool to_standard_output_;
    bool lines_;
    std::optional<record_file> file_;
    std::uint64_t blocks_ = 0;
    std::uint64_t bytes_ = 0;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point progress_due_;
};

}  // namespace bitpeer::tool
