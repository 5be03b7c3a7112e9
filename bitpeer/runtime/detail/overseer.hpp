#pragma once
/// Who keeps an eye on many sessions.

#include <bitpeer/base/time.hpp>
#include <bitpeer/engine/disconnect.hpp>
#include <bitpeer/engine/statistics.hpp>

#include <cstddef>
#include <cstdint>

namespace bitpeer::detail {

/// Is told how a session fares, on the session's strand and outside of all its locks. Many sessions
/// tell at once.
class overseer {
public:
    overseer() = default;
    overseer(const overseer&) = delete;
    overseer& operator=(const overseer&) = delete;
    virtual ~overseer() = default;

    /// What it holds has changed by more than a little.
    virtual void holds(std::uint64_t /*session*/, std::size_t /*bytes*/, instant /*now*/) {}
    /// Its handshake is done.
    virtual void came_up(std::uint64_t /*session*/) {}
    /// It is over for good; nothing follows.
    virtual void over(
        std::uint64_t /*session*/, const disconnect& /*why*/, const statistics& /*counts*/
    ) {}
};

}  // namespace bitpeer::detail
