/// What a `version` may look like.

#include "behaviour.hpp"

#include <limits>
#include <string>

namespace bitpeer::tool::conform {

namespace {

constexpr std::size_t relay_flag = 1;
/// Protocol version, services, time and the receiver's address.
constexpr std::size_t shortest = 46;
constexpr std::int64_t ten_years = 315'576'000;

bytes encoded(const wire::version& ours) { return wire::encode(ours).value(); }

boost::asio::awaitable<verdict> introduce_raw(
    conversation& with, expectation wanted, bytes payload
) {
    wire::message ours(wire::version::command, shared_bytes(std::move(payload)));
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    const bool up = co_await with.shake_hands(std::move(ours));
    if (!up) {
        aftermath nothing;
        nothing.how = with.line().ended() ? aftermath::ending::ended : aftermath::ending::silent;
        co_return with.judge(wanted, nothing);
    }
    const auto came = co_await with.fence();
    co_return with.judge(wanted, came, reaction::accepted);
}

behaviour introduced_raw(rule by, needs under, expectation wanted, bytes (*change)(bytes)) {
    return {std::move(by), std::move(under), [wanted, change](conversation& with) {
                return introduce_raw(with, wanted, change(encoded(with.ordinary_version())));
            }};
}

}  // namespace

behaviours version_behaviours() {
    const std::string core = "Bitcoin Core, net_processing.cpp";
    const auto accepts = expectation::accepts;
    return {
        introduced(
            {"version.obsolete",
             "A peer of protocol version 1 is turned away.",
             "Bitcoin Core, MIN_PEER_PROTO_VERSION; btcd, MinAcceptableProtocolVersion"},
            {.bitcoin_only = true},
            expectation::ends,
            [](wire::version& ours) { ours.protocol_version = 1; }
        ),
        introduced(
            {"version.negative",
             "A negative protocol version is old, or large; it breaks nothing.",
             "Bitcoin Core, MIN_PEER_PROTO_VERSION; btcd, ProtocolVersion"},
            {},
            expectation::either,
            [](wire::version& ours) { ours.protocol_version = -1; }
        ),
        introduced(
            {"version.older",
             "A peer of protocol version 70002 is welcome.",
             "Bitcoin Core, MIN_PEER_PROTO_VERSION; btcd, MinAcceptableProtocolVersion"},
            {.bitcoin_only = true},
            accepts,
            [](wire::version& ours) { ours.protocol_version = 70002; }
        ),
        introduced(
            {"version.newer",
             "A newer peer is welcome: both speak the older version.",
             "protocol documentation, version handshake"},
            {},
            accepts,
            [](wire::version& ours) {
                ours.protocol_version = std::numeric_limits<std::int32_t>::max();
            }
        ),
        introduced(
            {"version.no_services",
             "Who dials need not offer anything.",
             core + " GetDesirableServiceFlags, of outbound peers only"},
            {},
            accepts,
            [](wire::version& ours) { ours.services = wire::services::none; }
        ),
        introduced(
            {"version.unknown_services",
             "Service bits that nobody knows are no offence.",
             "protocol documentation, version"},
            {},
            accepts,
            // But for the bits that say "ask me for blocks".
            [](wire::version& ours) { ours.services.number |= 0xffff'ffff'ff00'0000; }
        ),
        introduced(
            {"version.user_agent_256",
             "A user agent may have 256 bytes.",
             "Bitcoin Core, MAX_SUBVERSION_LENGTH; btcd, MaxUserAgentLen"},
            {},
            accepts,
            [](wire::version& ours) { ours.user_agent = '/' + std::string(250, 'a') + ":0.1/"; }
        ),
        not_introduced(
            {"version.user_agent_257",
             "A version whose user agent is longer than 256 bytes is not taken.",
             "Bitcoin Core, MAX_SUBVERSION_LENGTH; btcd, MaxUserAgentLen"},
            {},
            [](const wire::version& ours) {
                auto shorter = ours;
                shorter.user_agent = std::string(256, 'a');
                auto longer = encoded(shorter);
                // 80 bytes, the length in three (fd 00 01), the text.
                longer[81] = 1;
                longer.insert(longer.begin() + 83, 'a');
                return longer;
            }
        ),
        introduced(
            {"version.user_agent_empty", "A user agent may be empty.", "BIP14"},
            {},
            accepts,
            [](wire::version& ours) { ours.user_agent = std::string(); }
        ),
        introduced(
            {"version.user_agent_binary",
             "A user agent that is no text breaks nothing.",
             core + " SanitizeString"},
            {},
            accepts,
            [](wire::version& ours) { ours.user_agent = std::string("\x1b[2J\x00\xff\xfe", 7); }
        ),
        introduced(
            {"version.time_zero",
             "A clock that stands at 1970 is no offence.",
             core + "; btcd, TimeOffset"},
            {},
            accepts,
            [](wire::version& ours) { ours.timestamp = 0; }
        ),
        introduced(
            {"version.time_ahead",
             "A clock that is ten years ahead is no offence.",
             core + "; btcd, TimeOffset"},
            {},
            accepts,
            [](wire::version& ours) { ours.timestamp += ten_years; }
        ),
        introduced(
            {"version.height_negative",
             "A negative height is no offence.",
             core + ", start_height"},
            {},
            accepts,
            [](wire::version& ours) { ours.start_height = -1; }
        ),
        introduced(
            {"version.no_relay",
             "Who wants no transactions announced is welcome.",
             "BIP37, Extensions to existing messages"},
            {},
            accepts,
            [](wire::version& ours) { ours.relay = false; }
        ),
        introduced_raw(
            {"version.without_relay_flag",
             "The relay flag may be missing, which means yes.",
             "BIP37, Extensions to existing messages; BIP60"},
            {},
            accepts,
            [](bytes whole) {
                whole.resize(whole.size() - relay_flag);
                return whole;
            }
        ),
        introduced_raw(
            {"version.shortest",
             "A version may end behind the receiver's address, as the first ones did.",
             core + "; btcd, MsgVersion.BtcDecode"},
            {},
            accepts,
            [](bytes whole) {
                whole.resize(shortest);
                return whole;
            }
        ),
        introduced_raw(
            {"version.trailing_bytes",
             "Bytes behind the last known field are let go, or end the connection.",
             core + "; btcd, MsgVersion.BtcDecode"},
            {.bitcoin_only = true},
            expectation::either,
            [](bytes whole) {
                whole.insert(whole.end(), {1, 2, 3, 4});
                return whole;
            }
        ),
        not_introduced(
            {"version.truncated",
             "A version that ends within its first fields is not taken.",
             core + "; btcd, MsgVersion.BtcDecode"},
            {},
            [](const wire::version& ours) {
                auto cut = encoded(ours);
                cut.resize(shortest - 1);
                return cut;
            }
        ),
    };
}

}  // namespace bitpeer::tool::conform
