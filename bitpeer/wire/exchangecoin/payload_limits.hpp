#pragma once
/// Limits of Exchangecoin's messages that no field's type can say, as they stand in exccd 2.7.6.

#include <bitpeer/wire/encoder.hpp>
#include <bitpeer/wire/reader.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::wire::exchangecoin {

/// The longest payload that a frame may claim, in bytes; and the longest script or text in one.
inline constexpr std::size_t frame_payload_max = 33'554'432;

/// Since this protocol version blocks may be larger than a million bytes.
inline constexpr int large_blocks_version = 4;

/// The longest `block` or `tx` at the newest protocol version, in bytes.
inline constexpr std::size_t newest_block_payload_max = 1'310'720;

/// The most transactions in one of a block's two trees at the newest protocol version.
inline constexpr std::size_t newest_tree_count_max = 43'691;

/// The longest `block` or `tx` at a protocol version, in bytes.
[[nodiscard]] constexpr std::size_t block_payload_max(int protocol_version) {
    return protocol_version < large_blocks_version ? 1'000'000 : newest_block_payload_max;
}

/// The most transactions in one of a block's two trees.
[[nodiscard]] constexpr std::size_t tree_count_max(int protocol_version) {
    return protocol_version < large_blocks_version ? 33'334 : newest_tree_count_max;
}

namespace detail {

/// Shown to an archive under the name of a tree, just before it: the limit on its count where that
/// depends on the protocol version. Takes no bytes.
struct tree_count {
    std::size_t count = 0;  ///< what is about to be written; a reader looks for itself

    static constexpr size_bounds bounds{0, 0};
    static void decode(tree_count& /*self*/, reader& in) {
        refuse_above(tree_count_max(in.protocol_version()), in.peek_compact(), in);
    }
    static void encode(const tree_count& self, auto& out) {
        refuse_above(tree_count_max(out.protocol_version()), self.count, out);
    }

private:
    static void refuse_above(std::size_t limit, std::uint64_t count, auto& archive) {
        if (count > limit) archive.fail(errc::count_above_limit, count, limit);
    }
};

/// Reads a message of at most `block_payload_max` bytes, all of the payload counted: what trails
/// behind the last field is ignored, but not for free.
template <class M>
void read_bounded(M& self, reader& in) {
    const auto limit = block_payload_max(in.protocol_version());
    if (in.remaining() > limit) in.fail(errc::length_above_limit, in.remaining(), limit);
    M::layout(self, in);
}

/// Writes it, unless it takes more.
template <class M>
void write_bounded(const M& self, auto& out) {
    const auto limit = block_payload_max(out.protocol_version());
    counting_sink count;
    encoder measure(count, out.options());
    M::layout(self, measure);
    if (count.size > limit) return out.fail(errc::length_above_limit, count.size, limit);
    M::layout(self, out);
}

}  // namespace detail

}  // namespace bitpeer::wire::exchangecoin
