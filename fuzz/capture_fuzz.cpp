// aims: bitpeer/node/capture_core.cpp bitpeer/node/capture_format.cpp
// bitpeer/node/capture_format.hpp bitpeer/node/capture_replay.cpp
// bitpeer/node/capture_replay_config.cpp bitpeer/node/capture_replay_outcome.cpp
/// Capture files, ours and Bitcoin Core's: what is read is written to the same bytes, and played it
/// comes to an end.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/endian.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/node/capture_replay.hpp>
#include <bitpeer/params/networks.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <variant>

namespace {

using namespace bitpeer;

void play(const capture::recording& what) {
    const auto came = capture::replay(what, capture::config_of(what, networks::bitcoin_regtest));
    ensure(came.why.has_value());
    ensure(came.differences.empty() == came.text().empty());
    ensure(came.arrived + came.dropped.size() <= came.heard + what.records.size());
}

void read_ours(const shared_bytes& file) {
    const auto whole = capture::read(file);
    if (!whole) return ensure(whole.error().offset <= file.size());
    bytes again;
    append(again, whole->opening);
    for (const auto& one : whole->records) append(again, one);
    const auto second = capture::read(shared_bytes(std::move(again)));
    ensure(second && second->opening == whole->opening && second->records == whole->records);
    play(*whole);
}

/// Right checksums wherever a length fits, so that what stands in the bodies is looked at.
shared_bytes mended(byte_view file) {
    bytes changed(file.begin(), file.end());
    for (std::size_t offset = 10; changed.size() - std::min(changed.size(), offset) >= 8;) {
        const auto length = load_le<std::uint32_t>(changed.data() + offset);
        if (length > changed.size() - offset - 8) break;
        const auto checksum =
            crypto::frame_checksum(byte_view(changed).subspan(offset + 4, length));
        std::ranges::copy(checksum, changed.data() + offset + 4 + length);
        offset += 8 + length;
    }
    return shared_bytes(std::move(changed));
}

void read_cores(const shared_bytes& file) {
    auto found = capture::read_core(file, capture::way::received);
    if (!found) return ensure(found.error().offset < file.size());
    bytes again;
    for (const auto& one : found->records) {
        append_core(again, one.when, std::get<capture::message>(one.what));
    }
    ensure(again.size() == found->cut_off.value_or(file.size()));
    ensure(std::ranges::equal(again, file.view().first(again.size())));
    play(join_core(*std::move(found), {}, networks::bitcoin_regtest));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = shared_bytes::copy({data, size});
    read_ours(file);
    read_ours(mended(file));
    read_cores(file);
    return 0;
}
