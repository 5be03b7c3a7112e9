#include <bitpeer/base/assert.hpp>
#include <bitpeer/transport/v2_packet.hpp>

#include <algorithm>

namespace bitpeer::transport {

namespace {

constexpr std::uint8_t ignore_bit = 0x80;

packet_kind kind_in(std::uint8_t header) {
    return (header & ignore_bit) != 0 ? packet_kind::decoy : packet_kind::genuine;
}

}  // namespace

void packet_sealer::seal(
    packet_kind kind, byte_view additional, byte_view first, byte_view second, byte_span to
) {
    const auto size = first.size() + second.size();
    ensure(size <= packet_contents_max && to.size() == size + packet_overhead);
    for (std::size_t i = 0; i < packet_length_size; ++i) {
        to[i] = static_cast<std::uint8_t>(size >> (8 * i));
    }
    lengths_.crypt(to.first(packet_length_size));
    to = to.subspan(packet_length_size);
    to[0] = kind == packet_kind::decoy ? ignore_bit : 0;
    std::copy_n(first.data(), first.size(), to.data() + packet_header_size);
    packets_.seal(additional, to.first(packet_header_size + first.size()), second, to);
}

std::size_t packet_opener::length(std::span<const std::uint8_t, packet_length_size> encrypted) {
    std::array<std::uint8_t, packet_length_size> plain;
    std::ranges::copy(encrypted, plain.begin());
    lengths_.crypt(plain);
    return plain[0] | std::size_t{plain[1]} << 8 | std::size_t{plain[2]} << 16;
}

std::optional<packet_kind> packet_opener::open(
    byte_view additional, byte_view sealed, byte_span to
) {
    if (!packets_.open(additional, sealed, to)) return std::nullopt;
    return kind_in(to[0]);
}

std::optional<packet_kind> packet_opener::finish(byte_view opened) {
    if (!packets_.finish_open(opened.last<packet_tag_size>())) return std::nullopt;
    return kind_in(opened[0]);
}

}  // namespace bitpeer::transport
