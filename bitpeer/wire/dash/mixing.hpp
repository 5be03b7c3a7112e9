#pragma once
/// Where a mixing session (CoinJoin) stands.

#include <cstdint>
#include <string>

namespace bitpeer::wire::dash {

/// What a session waits for.
struct mixing_state {
    std::int32_t number = 0;

    static const mixing_state idle;
    static const mixing_state queue;      ///< for participants
    static const mixing_state accepting;  ///< for their inputs and outputs
    static const mixing_state signing;    ///< for their signatures
    static const mixing_state error;

    friend constexpr bool operator==(mixing_state, mixing_state) = default;
};

inline constexpr mixing_state mixing_state::idle{0};
inline constexpr mixing_state mixing_state::queue{1};
inline constexpr mixing_state mixing_state::accepting{2};
inline constexpr mixing_state mixing_state::signing{3};
inline constexpr mixing_state mixing_state::error{4};

/// The name as it stands above, or the number.
[[nodiscard]] inline std::string to_string(mixing_state state) {
    switch (state.number) {
        case mixing_state::idle.number: return "idle";
        case mixing_state::queue.number: return "queue";
        case mixing_state::accepting.number: return "accepting";
        case mixing_state::signing.number: return "signing";
        case mixing_state::error.number: return "error";
        default: return std::to_string(state.number);
    }
}

/// What became of a participant's message.
struct mixing_status {
    std::int32_t number = 0;

    static const mixing_status rejected;
    static const mixing_status accepted;

    friend constexpr bool operator==(mixing_status, mixing_status) = default;
};

inline constexpr mixing_status mixing_status::rejected{0};
inline constexpr mixing_status mixing_status::accepted{1};

/// The name as it stands above, or the number.
[[nodiscard]] inline std::string to_string(mixing_status status) {
    switch (status.number) {
        case mixing_status::rejected.number: return "rejected";
        case mixing_status::accepted.number: return "accepted";
        default: return std::to_string(status.number);
    }
}

}  // namespace bitpeer::wire::dash
