#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/node/capture_replay.hpp>
#include <bitpeer/runtime/capture_file.hpp>
#include <bitpeer/runtime/peer_capture.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/wtxidrelay.hpp>

#include "loop.hpp"

#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>

namespace bitpeer {
namespace {

using namespace test;

/// A folder that goes with its test.
class recording_a_peer : public testing::Test {
protected:
    recording_a_peer()
        : folder_(
              std::filesystem::temp_directory_path() /
              ("bitpeer-test-" + std::to_string(std::random_device()()))
          ) {
        std::filesystem::create_directory(folder_);
    }
    ~recording_a_peer() override {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }

    [[nodiscard]] std::unique_ptr<capture::writer> own_file(const std::string& name) const {
        auto made = make_capture_file(path(name));
        EXPECT_TRUE(made);
        return capture::make_writer(*std::move(made));
    }

    [[nodiscard]] capture::recording loaded(const std::string& name) const {
        auto whole = load_capture(path(name), networks::bitcoin_regtest);
        EXPECT_TRUE(whole) << (whole ? "" : whole.error().message());
        return whole ? *std::move(whole) : capture::recording();
    }

    std::filesystem::path folder_;
};

std::size_t count(const capture::recording& in, capture::way which, wire::command_name command) {
    std::size_t found = 0;
    for (const auto& one : in.records) {
        const auto* said = std::get_if<capture::message>(&one.what);
        if (said != nullptr && said->way == which && said->command == command) ++found;
    }
    return found;
}

const capture::end* end_of(const capture::recording& in) {
    return in.records.empty() ? nullptr : std::get_if<capture::end>(&in.records.back().what);
}

/// What is said when a message is let go and another ends it.
asio::awaitable<void> talk(
    asio::io_context& io, transport_policy transports, const peer_preparation& prepare
) {
    auto [ours, theirs] = co_await connect(io, regtest(transports), prepare);
    co_await theirs.send(wire::ping{4711});
    co_await theirs.send({wire::inv::command, shared_bytes(bytes(3, 9))});
    co_await theirs.send(wire::wtxidrelay{});  // too late: this ends it
    const auto over = co_await ours.closed();
    EXPECT_TRUE(over);
    EXPECT_EQ(over->reason, disconnect_reason::negotiation_after_handshake);
}

TEST_F(recording_a_peer, holds_a_connection_from_its_first_message_to_its_end) {
    for (const auto transports : {transport_policy::v1_only, transport_policy::require_v2}) {
        const bool encrypted = transports == transport_policy::require_v2;
        const std::string name = encrypted ? "v2" : "v1";
        peer_capture recording;
        run([&](asio::io_context& io) -> asio::awaitable<void> {
            co_await talk(io, transports, [&](const peer& fresh) {
                recording = peer_capture(fresh, networks::bitcoin_regtest, own_file(name));
            });
        });
        const auto progress = recording.progress();
        EXPECT_TRUE(progress.ended);
        EXPECT_EQ(progress.failure, std::nullopt);
        EXPECT_EQ(progress.bytes, std::filesystem::file_size(path(name)));

        const auto whole = loaded(name);
        EXPECT_EQ(whole.opening.network, "bitcoin-regtest");
        EXPECT_EQ(whole.opening.who_dialled, direction::outbound);
        EXPECT_FALSE(whole.cut_off);
        EXPECT_EQ(count(whole, capture::way::written, "version"), 1);
        EXPECT_EQ(count(whole, capture::way::written, "verack"), 1);
        EXPECT_EQ(count(whole, capture::way::received, "version"), 1);
        EXPECT_EQ(count(whole, capture::way::received, "inv"), 1) << "although it is let go";
        EXPECT_EQ(count(whole, capture::way::received, "wtxidrelay"), 2)
            << "although it is the end";
        ASSERT_NE(end_of(whole), nullptr);
        EXPECT_EQ(end_of(whole)->reason, "negotiation_after_handshake");
        for (const auto& one : whole.records) {
            if (const auto* up = std::get_if<capture::handshake>(&one.what)) {
                EXPECT_EQ(up->transport, name);
                EXPECT_EQ(up->session.has_value(), encrypted);
            }
        }

        const auto came = replay(whole, config_of(whole, networks::bitcoin_regtest));
        EXPECT_TRUE(came.same()) << came.text();
        EXPECT_TRUE(came.to_the_end);
        EXPECT_EQ(came.dropped.size(), 1);
        ASSERT_TRUE(came.why);
        EXPECT_EQ(came.why->reason, disconnect_reason::negotiation_after_handshake);
    }
}

TEST_F(recording_a_peer, keeps_bitcoin_cores_files_as_well) {
    peer_capture recording;
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        co_await talk(io, transport_policy::require_v2, [&](const peer& fresh) {
            auto received = make_capture_file(path("msgs_recv.dat"));
            auto written = make_capture_file(path("msgs_sent.dat"));
            EXPECT_TRUE(received && written);
            recording = peer_capture(
                fresh,
                networks::bitcoin_regtest,
                capture::make_core_writer(*std::move(received), *std::move(written))
            );
        });
    });
    for (const auto* name : {"", "msgs_recv.dat", "msgs_sent.dat"}) {
        const auto whole = loaded(name);
        EXPECT_EQ(whole.opening.who_dialled, direction::outbound);
        EXPECT_EQ(count(whole, capture::way::written, "version"), 1);
        EXPECT_EQ(count(whole, capture::way::received, "wtxidrelay"), 2);
        const auto came = replay(whole, config_of(whole, networks::bitcoin_regtest));
        EXPECT_EQ(came.dropped.size(), 1);
        ASSERT_TRUE(came.why);
        EXPECT_EQ(came.why->reason, disconnect_reason::negotiation_after_handshake);
        EXPECT_FALSE(came.same()) << "nobody recorded that it ends there";
    }
}

/// Takes so many bytes.
class small_sink final : public capture::sink {
public:
    explicit small_sink(std::size_t room) : room_(room) {}
    result<void, std::string> write(byte_view data) override {
        if (data.size() > room_) return failed(std::string("no space left"));
        room_ -= data.size();
        return {};
    }

private:
    std::size_t room_;
};

TEST_F(recording_a_peer, ends_on_a_full_disk_and_the_peer_does_not) {
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        peer_capture recording;
        int told = 0;
        auto [ours, theirs] =
            co_await connect(io, regtest(transport_policy::v1_only), [&](const peer& fresh) {
                recording = peer_capture(
                    fresh,
                    networks::bitcoin_regtest,
                    capture::make_writer(std::make_unique<small_sink>(100'000)),
                    [&](const std::string& why) {
                        EXPECT_EQ(why, "no space left");
                        ++told;
                    }
                );
            });
        for (int i = 0; i < 4; ++i) {
            co_await theirs.send({"nobodyknows", shared_bytes(bytes(50'000, 1))});
        }
        co_await eventually(io, [&] { return recording.progress().failure.has_value(); });
        co_await theirs.send(wire::ping{1});
        for (bool answered = false; !answered;) {
            const auto told_us = co_await theirs.until<message_arrived>();
            answered = told_us.message.command() == wire::command_name("pong");
        }
        EXPECT_EQ(told, 1);
        EXPECT_EQ(ours.why_ended(), std::nullopt);
        EXPECT_FALSE(recording.progress().ended);
        ours.disconnect();
        co_await ours.closed();
    });
}

TEST_F(recording_a_peer, tells_at_once_when_nothing_can_be_written) {
    std::error_code error;
    std::filesystem::create_symlink("/dev/full", folder_ / "full", error);
    if (error || !std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
    EXPECT_FALSE(make_capture_file(path("full"))) << "nothing is written over";
    EXPECT_FALSE(make_capture_file(path("no/such/folder")));
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        peer_capture recording;
        auto [ours, theirs] =
            co_await connect(io, regtest(transport_policy::v1_only), [&](const peer& fresh) {
                recording = peer_capture(
                    fresh,
                    networks::bitcoin_regtest,
                    capture::make_writer(std::make_unique<small_sink>(0))
                );
                EXPECT_EQ(recording.progress().failure, "no space left");
            });
        ours.disconnect();
        co_await ours.closed();
    });
}

TEST_F(recording_a_peer, stops_when_it_is_told_to) {
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        peer_capture recording;
        auto [ours, theirs] = co_await connect(io, regtest(), [&](const peer& fresh) {
            recording = peer_capture(fresh, networks::bitcoin_regtest, own_file("a"));
        });
        recording.stop();
        const auto before = std::filesystem::file_size(path("a"));
        EXPECT_GT(before, 0);
        co_await theirs.send(wire::getaddr{});
        ours.disconnect();
        co_await ours.closed();
        EXPECT_EQ(std::filesystem::file_size(path("a")), before);
        recording.flush();
        EXPECT_EQ(recording.progress().bytes, before);
    });
    const auto whole = loaded("a");
    EXPECT_EQ(end_of(whole), nullptr);
    const auto came = replay(whole, config_of(whole, networks::bitcoin_regtest));
    EXPECT_TRUE(came.same()) << came.text();
    EXPECT_TRUE(came.up);
}

TEST_F(recording_a_peer, does_not_keep_the_peer) {
    run([&](asio::io_context& io) -> asio::awaitable<void> {
        peer_capture recording;
        auto ends = socket_pair(io);
        const client maker(io.get_executor(), regtest());
        {
            const auto ours = maker.adopt(
                make_stream(std::move(ends.first)),
                direction::outbound,
                [&](const peer& fresh) {
                    recording = peer_capture(fresh, networks::bitcoin_regtest, own_file("a"));
                }
            );
        }
        co_await eventually(io, [&] { return recording.progress().ended; });
    });
    ASSERT_NE(end_of(loaded("a")), nullptr);
    EXPECT_EQ(end_of(loaded("a"))->reason, "requested");
}

TEST_F(recording_a_peer, tells_which_file_is_no_recording_and_where_it_ends_to_be_one) {
    const auto expect = [&](const std::string& name, capture::errc code, std::size_t offset) {
        const auto whole = load_capture(path(name), networks::bitcoin_regtest);
        ASSERT_FALSE(whole) << name;
        ASSERT_TRUE(whole.error().error) << whole.error().message();
        EXPECT_EQ(to_string(whole.error().error->code), to_string(code));
        EXPECT_EQ(whole.error().error->offset, offset);
        EXPECT_NE(whole.error().message().find(name), std::string::npos);
    };
    const auto write = [&](const std::string& name, byte_view data) {
        std::ofstream file(path(name), std::ios::binary);
        file.write(
            reinterpret_cast<const char*>(data.data()), static_cast<std::streamsize>(data.size())
        );
    };
    bytes good;
    append(good, capture::opening{});
    good.resize(good.size() + 4);
    write("short", good);
    expect("short", capture::errc::record_too_short, good.size() - 4);
    write("text", bytes(40, 'x'));
    expect("text", capture::errc::not_a_capture, 0);
    write("empty", {});
    expect("empty", capture::errc::not_a_capture, 0);
    EXPECT_FALSE(load_capture(path("missing"), networks::bitcoin_regtest));
    EXPECT_FALSE(load_capture(path("msgs_recv.dat"), networks::bitcoin_regtest));
    EXPECT_FALSE(load_capture(path(""), networks::bitcoin_regtest));
}

}  // namespace
}  // namespace bitpeer
