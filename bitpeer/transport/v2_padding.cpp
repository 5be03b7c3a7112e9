#include <bitpeer/base/endian.hpp>
#include <bitpeer/transport/v2_padding.hpp>

#include <algorithm>
#include <array>
#include <cstdint>

namespace bitpeer::transport {

std::function<bytes(random_source&)> random_garbage(std::size_t least, std::size_t most) {
    most = std::min(most, garbage_max);
    least = std::min(least, most);
    return [least, most](random_source& chance) {
        bytes garbage(least + static_cast<std::size_t>(chance.below(most - least + 1)));
        for (std::size_t at = 0; at < garbage.size(); at += 8) {
            std::array<std::uint8_t, 8> drawn;
            store_le(drawn.data(), chance.next());
            std::copy_n(
                drawn.begin(),
                std::min(drawn.size(), garbage.size() - at),
                garbage.begin() + static_cast<std::ptrdiff_t>(at)
            );
        }
        return garbage;
    };
}

std::function<std::optional<std::size_t>(std::size_t, random_source&)> decoys_at_rate(
    std::size_t rate, std::size_t contents
) {
    if (rate == 0) return {};
    return [rate, contents, packets = std::size_t{0}](std::size_t, random_source&) mutable
           -> std::optional<std::size_t> {
        if (packets++ % rate != 0) return std::nullopt;
        return contents;
    };
}

/// One byte less than there may be: btcd looks for the end of our garbage one place too few.
v2_padding usual_padding() { return {random_garbage(0, garbage_max - 1), {}}; }

}  // namespace bitpeer::transport
