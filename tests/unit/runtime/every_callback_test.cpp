/// Each message that a remote can send reaches the callback that was made for it, as it was sent.

#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <tests/support/arbitrary.hpp>
#include <tests/support/arbitrary_transaction.hpp>
#include <tests/support/each_message.hpp>
#include <tests/support/splitmix64.hpp>
#include <tests/unit/runtime/loop.hpp>

namespace bitpeer::test {
namespace {

/// A value that is legal, where an arbitrary one need not be.
template <class M>
M some() {
    splitmix64 chance(7);
    return make_arbitrary<M>(chance, 1);
}

/// Both offer everything, at a version that has all messages.
peer_config with_everything() {
    auto config = regtest();
    config.services = wire::services::network | wire::services::witness | wire::services::bloom;
    config.protocol_version = 70017;
    config.times = timing{.ping_interval = {}};
    return config;
}

template <class M>
class callback_of : public testing::Test {};

TYPED_TEST_SUITE(callback_of, each_message, named_by_command);

/// The handshake's own messages come while it lasts.
TYPED_TEST(callback_of, is_called) {
    using M = TypeParam;
    const auto when = wire::dialects::bitcoin.find(M::command)->when;
    if (when == wire::phase::running || when == wire::phase::early) {
        run([](asio::io_context& io) -> asio::awaitable<void> {
            const auto expected = some<M>();
            std::optional<M> heard;
            subscription kept;
            auto ends = socket_pair(io);
            const client maker(io.get_executor(), with_everything());
            const auto ours = maker.adopt(
                make_stream(std::move(ends.first)),
                direction::outbound,
                [&](const peer& early) {
                    kept = early.template on<M>([&](const M& message) { heard = message; });
                }
            );
            remote theirs(std::move(ends.second), direction::inbound, with_everything());
            co_await theirs.handshake();
            (void)(co_await ours.ready());
            co_await theirs.send(expected);
            co_await eventually(io, [&] { return heard.has_value() || ours.why_ended(); });
            EXPECT_TRUE(heard == expected);
        });
    } else {
        run([](asio::io_context& io) -> asio::awaitable<void> {
            bool heard = false;
            subscription kept;
            auto ends = socket_pair(io);
            const client maker(io.get_executor(), with_everything());
            const auto ours = maker.adopt(
                make_stream(std::move(ends.first)),
                direction::outbound,
                [&](const peer& early) {
                    kept = early.template on<M>([&](const M&) { heard = true; });
                }
            );
            const wire::version version = [] {
                wire::version made;
                made.protocol_version = 70017;
                return made;
            }();
            const auto options = wire::format_options{.protocol_version = 70017};
            transport::v1 seals(networks::bitcoin_regtest);
            const auto say = [&](const wire::message& message) -> asio::awaitable<void> {
                const auto frame =
                    seals.seal(message.command(), message.payload_for(options).value());
                co_await asio::async_write(
                    ends.second,
                    asio::buffer(frame.head.data(), frame.head.size()),
                    asio::use_awaitable
                );
            };
            co_await say(version);
            if constexpr (!std::is_same_v<M, wire::version> && !std::is_same_v<M, wire::verack>) {
                co_await say(some<M>());
            }
            co_await say(wire::verack{});
            co_await eventually(io, [&] { return heard || ours.why_ended(); });
            EXPECT_TRUE(heard);
        });
    }
}

}  // namespace
}  // namespace bitpeer::test
