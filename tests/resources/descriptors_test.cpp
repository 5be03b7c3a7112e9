/// Descriptors run out, and come back.

#include <bitpeer/runtime/listener.hpp>
#include <tests/unit/runtime/loop.hpp>

#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <vector>

namespace bitpeer {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// Takes all that the process may have.
class all_descriptors {
public:
    all_descriptors() {
        getrlimit(RLIMIT_NOFILE, &before_);
        const rlimit lower{200, before_.rlim_max};
        setrlimit(RLIMIT_NOFILE, &lower);
        for (;;) {
            const int copy = dup(STDIN_FILENO);
            if (copy < 0) break;
            taken_.push_back(copy);
        }
        EXPECT_EQ(errno, EMFILE);
    }
    all_descriptors(const all_descriptors&) = delete;
    all_descriptors& operator=(const all_descriptors&) = delete;
    ~all_descriptors() {
        for (const int copy : taken_) close(copy);
        setrlimit(RLIMIT_NOFILE, &before_);
    }

private:
    rlimit before_{};
    std::vector<int> taken_;
};

TEST(descriptors, a_listener_without_any_tells_waits_and_goes_on) {
    asio::io_context io;
    std::vector<failure> failures;
    int opened = 0;
    listener_options options;
    options.on_failure = [&](const failure& why) { failures.push_back(why); };
    options.prepare = [&](const peer&) { ++opened; };
    auto bound =
        listener::bind(io.get_executor(), "127.0.0.1:0", test::regtest(), std::move(options));
    ASSERT_TRUE(bound);
    asio::ip::tcp::socket stranger(io);
    stranger.connect({asio::ip::make_address("127.0.0.1"), bound->port()});  // by the kernel
    {
        const all_descriptors none;
        io.run_for(700ms);
        ASSERT_FALSE(failures.empty());
        EXPECT_EQ(failures[0].code, failure_code::connect_failed);
        EXPECT_NE(failures[0].detail.find("Too many open files"), std::string::npos);
        EXPECT_NE(failures[0].detail.find(bound->local_address()), std::string::npos);
        EXPECT_LE(failures.size(), 4u) << "after 0, 50, 150 and 350 ms; it must not spin";
        EXPECT_EQ(opened, 0);
    }
    const test::watchdog guard;
    while (opened == 0) io.run_one();
    bound->close();
    stranger.close();
    io.run();
}

TEST(descriptors, dialling_without_any_fails_with_the_systems_words) {
    asio::io_context io;
    auto bound = listener::bind(io.get_executor(), "127.0.0.1:0", test::regtest());
    ASSERT_TRUE(bound);
    const client dialler(io.get_executor(), test::regtest());
    test::run(io, [&]() -> asio::awaitable<void> {
        {
            const all_descriptors none;
            const auto made = co_await dialler.connect(bound->local_address(), 30s);
            EXPECT_FALSE(made);
            if (!made) {
                EXPECT_EQ(made.error().code, failure_code::connect_failed);
                EXPECT_NE(made.error().detail.find("Too many open files"), std::string::npos)
                    << made.error().message();
            }
        }
        const auto made = co_await dialler.connect(bound->local_address(), 30s);
        EXPECT_TRUE(made) << made.error().message();
        bound->close();
    });
}

}  // namespace
}  // namespace bitpeer
