#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/node/filter_header_chain.hpp>
#include <bitpeer/node/filter_requests.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer {

std::string_view to_string(filter_header_fault code) {
    switch (code) {
        case filter_header_fault::wrong_type: return "wrong_type";
        case filter_header_fault::unknown_block: return "unknown_block";
        case filter_header_fault::wrong_count: return "wrong_count";
        case filter_header_fault::not_linked: return "not_linked";
        case filter_header_fault::checkpoint_missed: return "checkpoint_missed";
        case filter_header_fault::wrong_filter: return "wrong_filter";
    }
    return "unknown";
}

result<std::vector<hash256>, filter_header_fault> linked_filter_headers(
    const header_chain& blocks, const filter_header_start& start, const wire::cfheaders& answer
) {
    if (answer.type != wire::filter_type::basic) return failed(filter_header_fault::wrong_type);
    const auto stop = blocks.find(answer.stop_hash);
    if (!stop) return failed(filter_header_fault::unknown_block);
    const auto count = answer.filter_hashes.size();
    // In 64 bits: a start above the stop wants a negative number of hashes.
    if (std::uint64_t{start.height} + count != std::uint64_t{*stop} + 1 || count == 0) {
        return failed(filter_header_fault::wrong_count);
    }
    if (answer.previous_header != start.previous) return failed(filter_header_fault::not_linked);

    std::vector<hash256> headers;
    headers.reserve(count);
    auto last = start.previous;
    for (const auto& hash : answer.filter_hashes) {
        last = filter_header(hash, last);
        headers.push_back(last);
    }
    return headers;
}

std::optional<filter_header_fault> fault_of(
    const header_chain& blocks, const wire::cfcheckpt& answer
) {
    if (answer.type != wire::filter_type::basic) return filter_header_fault::wrong_type;
    const auto stop = blocks.find(answer.stop_hash);
    if (!stop) return filter_header_fault::unknown_block;
    if (answer.filter_headers.size() != *stop / filter_checkpoint_interval) {
        return filter_header_fault::wrong_count;
    }
    return std::nullopt;
}

bool filter_header_chain::meets_checkpoint(std::uint32_t height, const hash256& header) const {
    if (height == 0 || height % filter_checkpoint_interval != 0) return true;
    const std::size_t number = height / filter_checkpoint_interval - 1;
    return number >= checkpoints_.size() || checkpoints_[number] == header;
}

result<void, filter_header_fault> filter_header_chain::expect(std::vector<hash256> checkpoints) {
    std::swap(checkpoints, checkpoints_);
    for (std::uint32_t at = 0; at < size(); at += filter_checkpoint_interval) {
        if (meets_checkpoint(at, headers_[at])) continue;
        std::swap(checkpoints, checkpoints_);
        return failed(filter_header_fault::checkpoint_missed);
    }
    return {};
}

std::optional<wire::getcfheaders> filter_header_chain::next_request(std::uint32_t last) const {
    return ask_for_filter_headers(*blocks_, size(), last);
}

result<std::uint32_t, filter_header_fault> filter_header_chain::append(const wire::cfheaders& answer
) {
    const auto headers = linked_filter_headers(*blocks_, next(), answer);
    if (!headers) return failed(headers.error());
    auto height = size();
    for (const auto& header : *headers) {
        if (!meets_checkpoint(height++, header)) {
            return failed(filter_header_fault::checkpoint_missed);
        }
    }
    headers_.insert(headers_.end(), headers->begin(), headers->end());
    return static_cast<std::uint32_t>(headers->size());
}

result<std::uint32_t, filter_header_fault> filter_header_chain::check(const wire::cfilter& filter
) const {
    if (filter.type != wire::filter_type::basic) return failed(filter_header_fault::wrong_type);
    const auto height = blocks_->find(filter.block_hash);
    if (!height || *height >= size()) return failed(filter_header_fault::unknown_block);
    const auto previous = *height == 0 ? hash256{} : headers_[*height - 1];
    if (filter_header(filter_hash(filter.filter), previous) != headers_[*height]) {
        return failed(filter_header_fault::wrong_filter);
    }
    return *height;
}

void filter_header_chain::cut(std::uint32_t count) {
    headers_.resize(std::min<std::size_t>(count, headers_.size()));
}

}  // namespace bitpeer
