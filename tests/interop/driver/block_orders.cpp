#include "block_orders.hpp"

#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/block_reconstruction.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/node/transaction_pool.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/codec.hpp>

#include "output.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::interop {

namespace {

constexpr std::size_t pool_size = 10'000'000;

/// The next word; nothing when it is not hexadecimal, or there is none.
[[nodiscard]] std::optional<bytes> read_hex(std::istream& words) {
    std::string text;
    if (!(words >> text)) return std::nullopt;
    auto read = from_hex(text);
    if (!read) return std::nullopt;
    return std::move(*read);
}

[[nodiscard]] std::vector<bytes> read_all_hex(std::istream& words) {
    std::vector<bytes> all;
    while (auto read = read_hex(words)) all.push_back(std::move(*read));
    return all;
}

void tell_state(const block_reconstruction& made) {
    auto told = event("reconstructed");
    told.field("hash", made.hash())
        .field("prefilled", made.statistics().prefilled)
        .field("found", made.statistics().found)
        .field("fetched", made.statistics().fetched)
        .field("missing", made.missing());
    if (const auto question = made.request()) {
        told.field("request", wire::encode(*question).value());
        return tell(told);
    }
    const auto block = made.block();
    if (!block) return tell_error("reconstruct", block.error().message());
    tell(told.field("block", *block));
}

}  // namespace

void tell_filter(std::istream& words) {
    std::string text;
    words >> text;
    const auto previous = hash256::parse(text);
    if (!previous) return tell_error("filter", "no filter header of the block before");
    const auto raw = read_hex(words);
    if (!raw) return tell_error("filter", "no hexadecimal block");
    const auto block = wire::block_view::over(*raw);
    if (!block) return tell_error("filter", block.error().message());
    const auto filter = build_basic_filter(*block, read_all_hex(words));
    const auto hash = filter_hash(filter);
    tell(event("filter")
             .field("block", block->hash())
             .field("filter", filter)
             .field("hash", hash)
             .field("header", filter_header(hash, *previous)));
}

void reconstruct(const wire::dialect& dialect, std::istream& words) {
    int version = 0;
    words >> version;
    const auto compact = read_hex(words);
    if (!compact) return tell_error("reconstruct", "no hexadecimal compact block");
    std::string answer;
    words >> answer;
    auto made = block_reconstruction::begin(
        dialect, shared_bytes::copy(*compact), {.version = compact_version(version)}
    );
    if (!made) return tell_error("reconstruct", made.error().message());

    transaction_pool pool(*dialect.chain, pool_size);
    for (const auto& raw : read_all_hex(words)) {
        const auto added = pool.add(shared_bytes::copy(raw));
        if (!added) return tell_error("reconstruct", added.error().message());
    }
    made->offer_all(pool.transactions());
    if (answer != "none") {
        const auto fetched = from_hex(answer);
        if (!fetched) return tell_error("reconstruct", "no hexadecimal answer");
        const auto taken = made->take(shared_bytes::copy(*fetched));
        if (!taken) return tell_error("reconstruct", taken.error().message());
    }
    tell_state(*made);
}

}  // namespace bitpeer::interop
