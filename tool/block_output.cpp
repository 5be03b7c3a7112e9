#include "block_output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace bitpeer::tool {

block_output::block_output(const surroundings& around, std::string file)
    : around_(around),
      path_(std::move(file)),
      to_standard_output_(path_ == "-"),
      // In a terminal the progress says enough.
      lines_(!to_standard_output_ && isatty(STDOUT_FILENO) == 0),
      started_(std::chrono::steady_clock::now()),
      progress_due_(started_) {}

std::optional<outcome> block_output::open(existing_records existing) {
    if (to_standard_output_ && around_.out.json()) {
        around_.out.error("bad_output", "standard output takes either blocks or JSON");
        return outcome::wrong_usage;
    }
    if (path_.empty()) return std::nullopt;
    auto opened = record_file::open(path_, around_.network.magic, existing);
    if (!opened) {
        around_.out.error("unwritable_file", opened.error());
        return outcome::wrong_usage;
    }
    file_.emplace(std::move(*opened));
    if (file_->cut_off() > 0) {
        around_.out.line(fmt::format("{} bytes of an unfinished block cut off", file_->cut_off()));
    }
    return std::nullopt;
}

std::optional<outcome> block_output::take(const downloaded_block& block, std::uint32_t last) {
    if (file_) {
        if (const auto written = file_->write(block.raw); !written) {
            around_.out.error("unwritable_file", written.error());
            return outcome::remote_failed;
        }
    }
    ++blocks_;
    bytes_ += block.raw.size();
    tell_block(block);
    tell_progress(block.height, last);
    return std::nullopt;
}

void block_output::tell_block(const downloaded_block& block) {
    wire::json_object fields;
    fields.field("height", block.height)
        .field("hash", block.hash)
        .field("bytes", block.raw.size())
        .field("transactions", block.transactions);
    std::string line;
    if (lines_) {
        line = fmt::format(
            "{} {} {} bytes, {} transactions",
            block.height,
            block.hash.to_string(),
            block.raw.size(),
            block.transactions
        );
    }
    around_.out.event("block", fields, line);
}

void block_output::tell_progress(std::uint32_t height, std::uint32_t last) {
    const auto now = std::chrono::steady_clock::now();
    if (now < progress_due_) return;
    progress_due_ = now + std::chrono::milliseconds(100);
    const std::chrono::duration<double> elapsed = now - started_;
    around_.out.progress(fmt::format(
        "block {} of {}, {:.1f} MB, {:.0f} blocks/s",
        height,
        last,
        static_cast<double>(bytes_) / 1e6,
        static_cast<double>(blocks_) / std::max(elapsed.count(), 1e-3)
    ));
}

bool block_output::sync() const {
    if (!file_) return true;
    const auto written = file_->sync();
    if (!written) around_.out.error("unwritable_file", written.error());
    return written.has_value();
}

outcome block_output::tell_summary() const {
    if (!sync()) return outcome::remote_failed;
    wire::json_object fields;
    fields.field("blocks", blocks_).field("bytes", bytes_);
    const auto line = fmt::format("{} blocks, {} bytes", blocks_, bytes_);
    around_.out.event("summary", fields, to_standard_output_ ? "" : line);
    return outcome::done;
}

outcome block_output::tell_interrupted(std::uint32_t next) const {
    if (!sync()) return outcome::remote_failed;
    wire::json_object fields;
    fields.field("next", next);
    const auto line = fmt::format(
        "interrupted after {} blocks, {} bytes; go on with --from {}", blocks_, bytes_, next
    );
    around_.out.event("interrupted", fields, to_standard_output_ ? "" : line);
    return outcome::done;
}

}  // namespace bitpeer::tool
