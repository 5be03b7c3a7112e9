/// Connections in a process that gets no memory, at each moment at which it asks for some.

#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>
#include <tests/support/failing_memory.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/detached.hpp>
#include <boost/asio/detail/reactor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_future.hpp>

#include <algorithm>
#include <exception>
#include <future>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace bitpeer {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using test::plenty_of_memory;
using test::scarce_memory;

constexpr auto patience = 60s;

wire::block first_block() {
    wire::block made;
    made.header = networks::bitcoin_regtest.genesis.as<wire::block_header>();
    return made;
}

/// The rest of the world, on a thread of its own with plenty of memory: it answers.
class world {
public:
    world() : running_([this] { io_.run(); }) {
        auto bound = listener::bind(
            io_.get_executor(),
            "127.0.0.1:0",
            test::regtest(),
            {.prepare = [this](const peer& fresh) { serve(fresh); }}
        );
        EXPECT_TRUE(bound);
        listener_ = std::move(*bound);
        asio::co_spawn(io_, keep(), asio::detached);
    }
    world(const world&) = delete;
    world& operator=(const world&) = delete;
    ~world() {
        listener_.close();
        asio::post(io_, [this] { peers_.clear(); });
        work_.reset();
        running_.join();
    }

    [[nodiscard]] const std::string& address() const { return listener_.local_address(); }

    /// Dials somebody who listens; whoever gets the future waits for it.
    std::future<result<peer, failure>> dial(std::string address) {
        client dialler(io_.get_executor(), test::regtest());
        auto dialling = dialler.connect(std::move(address), patience, [this](const peer& fresh) {
            serve(fresh);
        });
        return asio::co_spawn(io_, std::move(dialling), asio::use_future);
    }

private:
    asio::awaitable<void> keep() {
        while (auto fresh = co_await listener_.accept()) {
            std::erase_if(peers_, [](const peer& old) { return old.why_ended().has_value(); });
            peers_.push_back(std::move(*fresh));
        }
    }

    void serve(const peer& fresh) {
        // The connection's end lets go of these callbacks, and so of the peer in them.
        auto kept = std::make_shared<std::vector<subscription>>();
        kept->push_back(fresh.on<wire::getheaders>([fresh, kept](const auto&) {
            (void)fresh.send(wire::headers{});
        }));
        kept->push_back(fresh.on<wire::getdata>([fresh](const auto&) {
            (void)fresh.send(first_block());
        }));
    }

    asio::io_context io_;
    asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
    std::thread running_;
    listener listener_;
    std::vector<peer> peers_;
};

/// One owner with two connections that it dialled and one that it accepted, all on one thread.
/// `left` allocations of this thread succeed before one fails.
class owner {
public:
    owner(world& around, std::size_t fails_at)
        : around_(around), left_(fails_at), asked_(fails_at) {}

    void run() {
        const test::watchdog guard;
        asio::co_spawn(io_, live(), [&](const std::exception_ptr& thrown) {
            const plenty_of_memory plenty;
            EXPECT_FALSE(thrown) << "allocation " << asked_;
        });
        const scarce_memory scarce(left_);
        try {
            io_.run();
        } catch (const std::bad_alloc&) {
            const plenty_of_memory plenty;
            ADD_FAILURE() << "allocation " << asked_ << " came out of io_context::run";
            io_.run();
        }
    }

    [[nodiscard]] bool failed() const { return left_ == 0; }

private:
    /// Awaits what `make` makes. To make an awaitable may throw; to await it may not.
    template <class Make>
    asio::awaitable<void> tried(Make make) {
        using made = decltype(make());
        std::optional<made> started;
        try {
            started.emplace(make());
        } catch (const std::bad_alloc&) {  // then there is nothing to await
        }
        if (!started) co_return;
        const auto outcome = co_await std::move(*started);
        if (outcome) co_return;
        const plenty_of_memory plenty;
        expect_no_memory(outcome.error());
    }

    void expect_no_memory(const failure& why) const {
        const bool plain = why.code == failure_code::out_of_memory;
        const bool ended =
            why.disconnect && why.disconnect->reason == disconnect_reason::out_of_memory;
        EXPECT_TRUE(plain || ended) << "allocation " << asked_ << ": " << why.message();
    }

    asio::awaitable<result<peer, failure>> connected(transport_policy transports) {
        std::optional<asio::awaitable<result<peer, failure>>> connecting;
        try {
            const client dialler(io_.get_executor(), test::regtest(transports));
            connecting.emplace(dialler.connect(around_.address(), patience, [](const peer& fresh) {
                fresh.send(wire::sendheaders{});
            }));
        } catch (const std::bad_alloc&) {  // then there is nothing to await
        }
        if (!connecting) co_return bitpeer::failed(failure{failure_code::out_of_memory});
        auto made = co_await std::move(*connecting);
        if (!made) {
            const plenty_of_memory plenty;
            expect_no_memory(made.error());
        }
        co_return made;
    }

    /// Everything that an owner does with a connection.
    asio::awaitable<void> use(const peer& with) {
        co_await tried([&] { return with.ping(patience); });
        co_await tried([&] {
            return with.get_headers({networks::bitcoin_regtest.genesis_hash}, patience);
        });
        co_await tried([&] {
            return with.get_block(networks::bitcoin_regtest.genesis_hash, patience);
        });
        co_await tried([&] {
            return with.get_data(
                {{wire::inventory_type::block, networks::bitcoin_regtest.genesis_hash}}, patience
            );
        });
        co_await tried([&] { return with.async_send(wire::sendheaders{}); });
        co_await tried([&] { return with.ready(); });
        co_await listen_to(with);
        send_with_completion(with);
        try {
            (void)with.announce({wire::inventory_type::transaction, {}});
            with.add_known({wire::inventory_type::block, {}});
            with.set_fee_filter(3000);
        } catch (const std::bad_alloc&) {
            const plenty_of_memory plenty;
            ADD_FAILURE() << "allocation " << asked_ << " came out";
        }
        co_await tried([&] { return with.ping(patience); });
    }

    asio::awaitable<void> listen_to(const peer& with) {
        inbox<wire::headers> headers;
        subscription every;
        try {
            headers = with.inbox<wire::headers>();
            every = with.on_event([this](const event&) { ++events_; });
            (void)with.ask_headers({{1}});
        } catch (const std::bad_alloc&) {
            co_return;
        }
        // Without an answer only the connection's end would come.
        if (!with.why_ended()) co_await tried([&] { return headers.next(); });
    }

    void send_with_completion(const peer& with) {
        std::optional<wire::message> message;
        {
            const plenty_of_memory plenty;
            message.emplace(wire::sendheaders{});
        }
        try {
            if (with.send(*message, [this](send_outcome) { ++completed_; })) ++accepted_;
        } catch (const std::bad_alloc&) {
            const plenty_of_memory plenty;
            ADD_FAILURE() << "allocation " << asked_ << " came out";
        }
    }

    asio::awaitable<void> live() {
        auto first = co_await connected(transport_policy::v1_only);
        auto second = co_await connected(transport_policy::prefer_v2);
        auto third = co_await accepted();
        if (first) co_await use(*first);
        if (second) co_await use(*second);
        if (third) co_await use(*third);
        const plenty_of_memory plenty;
        const std::vector<const result<peer, failure>*> all = {&first, &second, &third};
        co_await settle(all);
    }

    asio::awaitable<result<peer, failure>> accepted() {
        result<listener, failure> bound = bitpeer::failed(failure{failure_code::out_of_memory});
        try {
            listener_options options;
            // What had no memory is gone, and has to be dialled again.
            options.on_failure = [this](const failure& why) {
                const plenty_of_memory plenty;
                expect_no_memory(why);
                theirs_.push_back(around_.dial(accepting_));
            };
            bound = listener::bind(
                io_.get_executor(), "127.0.0.1:0", test::regtest(), std::move(options)
            );
        } catch (const std::bad_alloc&) {  // then there is no listener
        }
        if (!bound) co_return bitpeer::failed(failure{failure_code::out_of_memory});
        {
            const plenty_of_memory plenty;
            accepting_ = bound->local_address();
            theirs_.push_back(around_.dial(accepting_));
        }
        auto made = co_await bound->accept();
        if (!made) made = co_await bound->accept();
        const plenty_of_memory plenty;
        EXPECT_TRUE(made) << "allocation " << asked_;
        co_return made;
    }

    asio::awaitable<void> settle(std::vector<const result<peer, failure>*> all) {
        int starved = 0;
        for (const auto* one : all) {
            if (!*one) {
                ++starved;
                continue;
            }
            const auto why = (*one)->why_ended();
            if (why) {
                EXPECT_EQ(why->reason, disconnect_reason::out_of_memory) << "allocation " << asked_;
                ++starved;
            } else {
                const auto pong = co_await (*one)->ping(patience);
                EXPECT_TRUE(pong) << "allocation " << asked_ << ": " << pong.error().message();
            }
            (*one)->disconnect();
            const auto end = co_await (*one)->closed();
            EXPECT_TRUE(end) << "allocation " << asked_;
        }
        EXPECT_LE(starved, failed() ? 1 : 0) << "allocation " << asked_;
        EXPECT_EQ(completed_, accepted_) << "allocation " << asked_;
    }

    world& around_;
    std::size_t left_;
    std::size_t asked_;
    asio::io_context io_{1};
    std::string accepting_;
    std::vector<std::future<result<peer, failure>>> theirs_;
    int events_ = 0;
    int completed_ = 0;
    int accepted_ = 0;
};

/// Asio 1.81 makes a strand by up to three allocations, and crashes where a later one fails. What
/// it needs to know an accepted socket it misses in the middle of `io_context::run`.
void spare_asio() {
    asio::io_context io;
    const auto first = asio::make_strand(io);  // makes the service
    test::spare_after(test::first_allocation_of([&] { (void)asio::make_strand(io); }));
    test::spare(sizeof(asio::detail::epoll_reactor::descriptor_state));
}

TEST(connection_memory, is_refused_at_each_allocation_in_turn) {
    world around;
    spare_asio();
    std::size_t number = 1;
    for (;; ++number) {
        owner one(around, number);
        one.run();
        if (HasFailure() || !one.failed()) break;
    }
    EXPECT_GT(number, 400u) << "that is no conversation";
    test::spare_after(0);
    test::spare(0);
    RecordProperty("allocations", static_cast<int>(number) - 1);
}

}  // namespace
}  // namespace bitpeer
