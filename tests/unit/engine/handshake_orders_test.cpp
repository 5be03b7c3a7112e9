/// Every order of up to five handshake messages, in both roles, against a model of the rules that
/// was written from the specification alone.

#include <bitpeer/wire/messages/sendaddrv2.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>
#include <tests/support/transcript.hpp>

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

using test::beginning;
using test::regtest_config;
using test::remote_version;

enum class said {
    version,
    verack,
    wtxidrelay,
    sendaddrv2,
    sendheaders,
    ping,
    unknown,
    obsolete,
    count_
};

constexpr auto kinds = static_cast<std::size_t>(said::count_);
constexpr std::size_t longest = 5;

wire::message message_of(said what) {
    auto obsolete = remote_version();
    obsolete.protocol_version = 31799;
    switch (what) {
        case said::version: return remote_version();
        case said::verack: return wire::verack{};
        case said::wtxidrelay: return wire::wtxidrelay{};
        case said::sendaddrv2: return wire::sendaddrv2{};
        case said::sendheaders: return wire::sendheaders{};
        case said::ping: return wire::ping{9};
        case said::obsolete: return obsolete;
        default: return {"neverheardof", {}};
    }
}

std::string name_of(said what) {
    static constexpr std::array names{
        "version",
        "verack",
        "wtxidrelay",
        "sendaddrv2",
        "sendheaders",
        "ping",
        "unknown",
        "obsolete",
    };
    return names.at(static_cast<std::size_t>(what));
}

/// What can be seen of a connection from outside.
struct outcome {
    std::string stage = "awaiting_version";
    std::string reason;             // of the end
    std::vector<std::string> sent;  // our messages
    int dropped = 0;                // out of place
    int arrived = 0;
    bool completed = false;  // `handshake_completed` was told
    bool wtxid_relay = false;
    bool wants_addrv2 = false;
    bool wants_headers = false;

    friend bool operator==(const outcome&, const outcome&) = default;
};

void add(std::vector<std::string>& to, std::initializer_list<const char*> more) {
    to.insert(to.end(), more.begin(), more.end());
}

/// The specification (bitcoin-p2p.md 1.1), one message at a time.
void expect_after(outcome& o, said what, direction role) {
    if (o.stage == "ended") return;
    const auto end = [&](const char* reason) {
        o.stage = "ended";
        o.reason = reason;
    };
    if (o.stage == "awaiting_version") {
        // "nothing but version before version (ignored, logged)"
        if (what != said::version && what != said::obsolete) {
            ++o.dropped;
            return;
        }
        ++o.arrived;
        if (what == said::obsolete) return end("obsolete_protocol_version");
        // "inbound: send version first; wtxidrelay; sendaddrv2; then verack"
        if (role == direction::inbound) add(o.sent, {"version"});
        add(o.sent, {"wtxidrelay", "sendaddrv2", "verack"});
        o.stage = "awaiting_verack";
        return;
    }
    // "duplicate version: log and ignore"
    if (what == said::version || what == said::obsolete) {
        ++o.dropped;
        return;
    }
    if (o.stage == "awaiting_verack") {
        switch (what) {
            case said::verack:
                ++o.arrived;
                o.completed = true;
                o.stage = "running";
                add(o.sent, {"ping"});  // "the first one at once"
                return;
            case said::wtxidrelay: o.wtxid_relay = true; break;
            case said::sendaddrv2: o.wants_addrv2 = true; break;
            case said::sendheaders: o.wants_headers = true; break;
            default: ++o.dropped; return;  // "everything else (incl. unknown) is ignored"
        }
        ++o.arrived;
        return;
    }
    switch (what) {
        case said::verack: ++o.dropped; return;  // "a second verack is ignored"
        case said::wtxidrelay:
        case said::sendaddrv2: return end("negotiation_after_handshake");
        case said::sendheaders: o.wants_headers = true; break;
        case said::ping: add(o.sent, {"pong"}); break;
        default: break;
    }
    ++o.arrived;
}

/// The real thing.
class observed {
public:
    explicit observed(direction role)
        : engine_(regtest_config(), role, beginning, entropy::from_number(1)) {
        drain();
        if (role == direction::outbound) {
            EXPECT_EQ(outcome_.sent, std::vector<std::string>{"version"});
            outcome_.sent.clear();
        }
    }

    void hear(byte_view frame) {
        engine_.receive(frame, beginning);
        drain();
    }

    [[nodiscard]] const outcome& result() {
        outcome_.stage = to_string(engine_.state());
        outcome_.wtxid_relay = engine_.negotiated().wtxid_relay;
        outcome_.wants_addrv2 = engine_.negotiated().remote_wants_addrv2;
        outcome_.wants_headers = engine_.negotiated().remote_wants_headers;
        return outcome_;
    }

private:
    void drain() {
        while (const auto told = engine_.poll_event()) {
            outcome_.completed |= std::holds_alternative<handshake_completed>(*told);
            outcome_.arrived += std::holds_alternative<message_arrived>(*told) ? 1 : 0;
            if (const auto* lost = std::get_if<message_dropped>(&*told)) {
                EXPECT_EQ(lost->reason, drop_reason::out_of_place);
                ++outcome_.dropped;
            }
            if (const auto* end = std::get_if<disconnected>(&*told)) {
                EXPECT_TRUE(outcome_.reason.empty()) << "ended twice";
                outcome_.reason = to_string(end->why.reason);
            }
        }
        const auto gathered = engine_.transmit();
        for (auto part : gathered.parts()) {
            while (!part.empty()) {
                const auto item = reading_.receive(part);
                if (const auto* frame = std::get_if<transport::frame>(&item)) {
                    outcome_.sent.emplace_back(frame->command.text());
                }
            }
        }
        engine_.transmitted(gathered.bytes(), beginning);
    }

    engine engine_;
    transport::v1 reading_{networks::bitcoin_regtest};
    outcome outcome_;
};

std::array<bytes, kinds> all_frames() {
    transport::v1 sealing(networks::bitcoin_regtest);
    std::array<bytes, kinds> frames;
    for (std::size_t i = 0; i < kinds; ++i) {
        const auto message = message_of(static_cast<said>(i));
        const auto sealed = sealing.seal(message.command(), message.payload_for({}).value());
        frames[i].assign(sealed.head.view().begin(), sealed.head.view().end());
    }
    return frames;
}

/// Calls `visit` with each sequence of exactly `length` messages.
template <class Visit>
void for_each_order(std::size_t length, const Visit& visit) {
    std::vector<said> order(length, said::version);
    for (;;) {
        visit(order);
        std::size_t place = 0;
        for (; place < length; ++place) {
            const auto next = static_cast<std::size_t>(order[place]) + 1;
            order[place] = static_cast<said>(next % kinds);
            if (next < kinds) break;
        }
        if (place == length) return;
    }
}

void check_all_orders(direction role) {
    const auto frames = all_frames();
    std::size_t orders = 0;
    std::size_t connected = 0;
    for (std::size_t length = 0; length <= longest; ++length) {
        for_each_order(length, [&](const std::vector<said>& order) {
            if (testing::Test::HasFailure()) return;
            outcome expected;
            observed seen(role);
            std::string story = std::string(role == direction::inbound ? "inbound:" : "outbound:");
            for (const auto what : order) {
                story += ' ' + name_of(what);
                expect_after(expected, what, role);
                seen.hear(frames[static_cast<std::size_t>(what)]);
            }
            ++orders;
            connected += expected.completed ? 1 : 0;
            const auto& result = seen.result();
            EXPECT_EQ(result.stage, expected.stage) << story;
            EXPECT_EQ(result.reason, expected.reason) << story;
            EXPECT_EQ(result.sent, expected.sent) << story;
            EXPECT_TRUE(result == expected) << story;
        });
    }
    EXPECT_EQ(orders, 37449U);  // 8^0 + … + 8^5
    EXPECT_GT(connected, 1000U);
}

TEST(handshake_orders, of_up_to_five_messages_do_as_specified_inbound) {
    check_all_orders(direction::inbound);
}

TEST(handshake_orders, of_up_to_five_messages_do_as_specified_outbound) {
    check_all_orders(direction::outbound);
}

}  // namespace
}  // namespace bitpeer
