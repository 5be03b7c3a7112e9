#pragma once
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/ascii_string.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/exchangecoin/payload_limits.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/optional_tail.hpp>

#include <string_view>

namespace bitpeer::wire::exchangecoin {

/// `reject`: I did not accept what you sent. The codes are Bitcoin's. The hash is there exactly
/// when the rejected command is `block` or `tx`: for those a missing one is written as zero, for
/// others it is not written.
struct reject {
    static constexpr command_name command{"reject"};
    static constexpr std::string_view about{"I did not accept what you sent"};

    ascii_string<frame_payload_max> message;  ///< the command that is rejected
    reject_code code;
    ascii_string<frame_payload_max> reason;  ///< for people
    optional_tail<hash256> hash;             ///< which `block` or `tx`

    static constexpr void fields(auto& self, auto& ar) {
        ar("message", self.message);
        ar("code", self.code);
        ar("reason", self.reason);
        ar("hash", self.hash);
    }

    static constexpr size_bounds bounds{3, bounded_by_message};
    static void decode(reject& self, reader& in) {
        const auto start = in.offset();
        in("message", self.message);
        // Not from `self`, which keeps no text when the payload is only checked.
        const auto rejected = in.since(start);
        in("code", self.code);
        in("reason", self.reason);
        self.hash.reset();
        if (in.ok() && names_a_hash(as_text(rejected.subspan(1)))) {
            in("hash", self.hash.emplace());
        }
    }
    static void encode(const reject& self, auto& out) {
        out("message", self.message);
        out("code", self.code);
        out("reason", self.reason);
        if (names_a_hash(self.message)) out("hash", self.hash.value_or(hash256{}));
    }

    friend bool operator==(const reject&, const reject&) = default;

private:
    static constexpr bool names_a_hash(std::string_view rejected) {
        return rejected == "block" || rejected == "tx";
    }
    static std::string_view as_text(byte_view run) {
        return {reinterpret_cast<const char*>(run.data()), run.size()};
    }
};

}  // namespace bitpeer::wire::exchangecoin
