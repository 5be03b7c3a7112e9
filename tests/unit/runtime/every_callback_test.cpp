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
    auto config = regtest(transport_policy::v1_only);
    config.services = wire::services::network | wire::services::witness | wire::services::bloom;
    config.protocol_version = 70017;
    config.times = timing{.ping_interval = {}};
    return config;
}

/// A peer of ours that dialled, with a callback for `M` from its first moment on.
template <class M>
class listening {
public:
    explicit listening(asio::io_context& io) : other_end(io) {
        auto ends = socket_pair(io);
        other_end = std::move(ends.second);
        const client maker(io.get_executor(), with_everything());
        ours = maker.adopt(
            make_stream(std::move(ends.first)),
            direction::outbound,
            [this](const peer& early) {
                kept_ = early.template on<M>([this](const M& message) { heard = message; });
            }
        );
    }
    [[nodiscard]] bool settled() const { return heard || ours.why_ended(); }

    pair_socket other_end;
    peer ours;
    std::optional<M> heard;

private:
    subscription kept_;
};

template <class M>
asio::awaitable<void> hears_after_the_handshake(asio::io_context& io) {
    const auto expected = some<M>();
    listening<M> listens(io);
    remote theirs(std::move(listens.other_end), direction::inbound, with_everything());
    co_await theirs.handshake();
    (void)(co_await listens.ours.ready());
    co_await theirs.send(expected);
    co_await eventually(io, [&] { return listens.settled(); });
    EXPECT_TRUE(listens.heard == expected);
}

/// `version`, the message, `verack`; or the first and last alone.
template <class M>
asio::awaitable<void> hears_during_the_handshake(asio::io_context& io) {
    listening<M> listens(io);
    wire::version version;
    version.protocol_version = 70017;
    std::vector<wire::message> talk{version};
    if constexpr (!std::is_same_v<M, wire::version> && !std::is_same_v<M, wire::verack>) {
        talk.emplace_back(some<M>());
    }
    talk.emplace_back(wire::verack{});
    transport::v1 seals(networks::bitcoin_regtest);
    for (const auto& said : talk) {
        const auto payload = said.payload_for({.protocol_version = 70017}).value();
        const auto frame = seals.seal(said.command(), payload);
        const auto bytes = asio::buffer(frame.head.data(), frame.head.size());
        co_await asio::async_write(listens.other_end, bytes, asio::use_awaitable);
    }
    co_await eventually(io, [&] { return listens.settled(); });
    EXPECT_TRUE(listens.heard);
}

template <class M>
class callback_of : public testing::Test {};

TYPED_TEST_SUITE(callback_of, each_message, named_by_command);

TYPED_TEST(callback_of, is_called) {
    const auto when = wire::dialects::bitcoin.find(TypeParam::command)->when;
    const bool later = when == wire::phase::running || when == wire::phase::early;
    run([&](asio::io_context& io) {
        return later ? hears_after_the_handshake<TypeParam>(io)
                     : hears_during_the_handshake<TypeParam>(io);
    });
}

}  // namespace
}  // namespace bitpeer::test
