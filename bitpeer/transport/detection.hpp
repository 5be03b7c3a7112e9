#pragma once
/// Which transport somebody speaks who begins a connection to us (BIP324).

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/params/network.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace bitpeer::transport {

/// How every v1 connection begins: the network's magic, then the command "version" with its zeros.
inline constexpr std::size_t v1_prefix_size = 16;

/// The magic that these bytes begin with, if they begin a v1 connection, on whatever network. Never
/// so by accident: a v2 key looks like one with a probability of 2^-96.
[[nodiscard]] std::optional<network_magic> v1_magic_of(byte_view first);

/// Reads as many bytes as it takes to tell, which is up to the first one that v1 would not begin
/// with; of v1 all 16. Nothing may be sent before: a v1 peer would take it for a wrong answer.
class detection {
public:
    enum class verdict : std::uint8_t { undecided, v1, v2 };

    explicit detection(const network& net);

    /// Takes what is needed from the front of `in`.
    verdict receive(byte_view& in);

    /// What was taken: the beginning of the stream for the transport that was found.
    [[nodiscard]] byte_view taken() const { return {taken_.data(), count_}; }

private:
    std::array<std::uint8_t, v1_prefix_size> expected_;
    std::array<std::uint8_t, v1_prefix_size> taken_{};
    std::size_t count_ = 0;
    verdict verdict_ = verdict::undecided;
};

}  // namespace bitpeer::transport
