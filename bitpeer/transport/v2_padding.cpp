#include <bitpeer/transport/v2_padding.hpp>

#include <algorithm>

namespace bitpeer::transport {

std::function<bytes(random_source&)> random_garbage(std::size_t least, std::size_t most) {
    most = std::min(most, garbage_max);
    least = std::min(least, most);
    return [least, most](random_source& chance) {
        bytes garbage(least + static_cast<std::size_t>(chance.below(most - least + 1)));
        for (auto& byte : garbage) byte = static_cast<std::uint8_t>(chance.next());
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
