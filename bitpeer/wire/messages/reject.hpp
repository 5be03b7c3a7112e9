#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/field_types.hpp>
#include <bitpeer/wire/optional_tail.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer::wire {

/// Why something was not accepted.
struct reject_code {
    std::uint8_t number = 0;

    static const reject_code malformed;
    static const reject_code invalid;
    static const reject_code obsolete;
    static const reject_code duplicate;
    static const reject_code nonstandard;
    static const reject_code dust;
    static const reject_code insufficient_fee;
    static const reject_code checkpoint;

    friend constexpr bool operator==(reject_code, reject_code) = default;
};

inline constexpr reject_code reject_code::malformed{0x01};
inline constexpr reject_code reject_code::invalid{0x10};
inline constexpr reject_code reject_code::obsolete{0x11};
inline constexpr reject_code reject_code::duplicate{0x12};
inline constexpr reject_code reject_code::nonstandard{0x40};
inline constexpr reject_code reject_code::dust{0x41};
inline constexpr reject_code reject_code::insufficient_fee{0x42};
inline constexpr reject_code reject_code::checkpoint{0x43};

/// The name as it stands above, or the number.
[[nodiscard]] inline std::string to_string(reject_code code) {
    switch (code.number) {
        case reject_code::malformed.number: return "malformed";
        case reject_code::invalid.number: return "invalid";
        case reject_code::obsolete.number: return "obsolete";
        case reject_code::duplicate.number: return "duplicate";
        case reject_code::nonstandard.number: return "nonstandard";
        case reject_code::dust.number: return "dust";
        case reject_code::insufficient_fee.number: return "insufficient_fee";
        case reject_code::checkpoint.number: return "checkpoint";
        default: return std::to_string(code.number);
    }
}

/// `reject` (BIP61): I did not accept what you sent. Bitcoin Core sends it no more since 0.20.
struct reject {
    static constexpr command_name command{"reject"};
    static constexpr int since = 70002;
    static constexpr std::string_view about{"I did not accept what you sent (BIP61)"};

    var_string<12> message;  ///< the command that is rejected
    reject_code code;
    var_string<111> reason;       ///< for people
    optional_tail<hash256> hash;  ///< with `tx` and `block`: which one

    static constexpr void fields(auto& self, auto& ar) {
        ar("message", self.message);
        ar("code", self.code);
        ar("reason", self.reason);
        ar("hash", self.hash);
    }
    friend bool operator==(const reject&, const reject&) = default;
};

/// A `reject` whose texts are cut to what the message can hold. A `tx` or `block` is named by its
/// hash, zero when there is none; nothing else is.
[[nodiscard]] inline reject reject_of(
    command_name rejected, reject_code code, std::string_view reason,
    const std::optional<hash256>& hash = std::nullopt
) {
    reject made;
    made.message = rejected.text();
    made.code = code;
    made.reason = reason.substr(0, decltype(made.reason)::max_length);
    if (rejected == command_name("tx") || rejected == command_name("block")) {
        made.hash.emplace(hash.value_or(hash256{}));
    }
    return made;
}

}  // namespace bitpeer::wire
