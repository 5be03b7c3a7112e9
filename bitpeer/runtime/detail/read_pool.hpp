#pragma once
/// Buffers for reading, shared by all peers of a thread.

#include <bitpeer/runtime/stream.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace bitpeer::detail {

/// Room that goes back to the pool of the thread that ends it. Peers that wait for bytes hold none,
/// so that ten thousand idle peers share a few buffers.
class pooled_space final : public read_space {
public:
    static constexpr std::size_t size = 64 * 1024;
    using block = std::array<std::uint8_t, size>;

    pooled_space() = default;
    pooled_space(const pooled_space&) = delete;
    pooled_space& operator=(const pooled_space&) = delete;
    ~pooled_space() override;

    boost::asio::mutable_buffer take() override;

    /// The first `count` bytes, which a read has filled.
    [[nodiscard]] byte_view filled(std::size_t count) const;

private:
    std::unique_ptr<block> block_;
};

}  // namespace bitpeer::detail
