/// `bitpeer watch`: what is said, live.

#include <bitpeer/runtime/client.hpp>

#include "coroutine.hpp"
#include "dial.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;

/// The longest text of a message's fields that people see.
constexpr std::size_t shown_max = 400;

class watch_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "watch"; }
    [[nodiscard]] std::string_view about() const override {
        return "every message to and from one or many nodes, live";
    }

    void declare(options& taken) override {
        taken.arguments("ADDR", addresses_, "host[:port], one or more");
        taken.value("--count", count_, "end after so many messages");
        taken.value("--for", time_, "end after so many seconds");
        taken.value("--timeout", timeout_, "seconds for each connection (10)");
        dialling_.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = dialling_.refuse(around.out)) return *end;
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return watch(around, io, interrupt);
        });
    }

private:
    asio::awaitable<outcome> watch(
        const surroundings& around, asio::io_context& io, interruption& interrupt
    ) {
        using asio::experimental::awaitable_operators::operator||;
        auto config = dial_config(around.network);
        config.relay_transactions = true;  // whoever watches wants to see them
        const auto dialler = dialling_.make_client(io, config);
        interrupt_ = &interrupt;
        open_ = addresses_.size();
        for (const auto& address : addresses_) {
            asio::co_spawn(io, follow(around, dialler, address), asio::detached);
        }
        if (time_ > 0) {
            asio::steady_timer alarm(io, seconds(time_));
            co_await (alarm.async_wait(asio::use_awaitable) || interrupt.wait());
        } else {
            co_await interrupt.wait();
        }
        done_ = true;
        for (const auto& peer : peers_) {
            peer.disconnect();
            co_await peer.closed();
        }
        co_return seen_ > 0 || peers_.size() == addresses_.size() ? outcome::done
                                                                  : outcome::remote_failed;
    }

    asio::awaitable<void> follow(
        const surroundings& around, const client& dialler, std::string address
    ) {
        subscription tap;
        const auto peer =
            co_await dialler.connect(address, seconds(timeout_), [&](const bitpeer::peer& fresh) {
                tap = fresh.tap([&around, address, this](const tapped_message& message) {
                    tell_message(around, address, message);
                });
            });
        if (peer) {
            dialling::tell_connected(around.out, *peer);
            peers_.push_back(*peer);
            if (done_) peer->disconnect();  // what was wanted came before the handshake was done
            if (const auto end = co_await peer->closed(); end && !done_) {
                around.out.error(to_string(end->reason), address + ": " + end->message());
            }
        } else if (!done_) {
            (void)tell(around.out, peer.error());
        }
        if (--open_ == 0) interrupt_->request();
    }

    void tell_message(
        const surroundings& around, const std::string& address, const tapped_message& message
    ) {
        if (done_) return;
        const bool inward = message.flow == flow::received;
        const auto* known = around.network.dialect->find(message.command);
        std::optional<std::string> text;
        if (known != nullptr && !message.dropped) {
            if (auto json = known->to_json(message.payload, {})) text = std::move(*json);
        }
        wire::json_object fields;
        fields.field("peer", address)
            .field("direction", inward ? "in" : "out")
            .field("command", message.command)
            .field("payload_bytes", message.payload.size());
        if (text) fields.field_json("fields", *text);
        if (message.dropped) fields.field("dropped", to_string(*message.dropped));
        auto shown = text.value_or("");
        if (shown.size() > shown_max) shown = shown.substr(0, shown_max) + "…";
        around.out.event(
            "message",
            fields,
            fmt::format(
                "{} {} {:<12} {:>7} bytes  {}",
                address,
                inward ? "<-" : "->",
                message.command.text(),
                message.payload.size(),
                shown
            )
        );
        if (++seen_ == count_) {
            done_ = true;
            interrupt_->request();
        }
    }

    std::vector<std::string> addresses_;
    std::optional<std::uint64_t> count_;
    double time_ = 0;
    double timeout_ = 10;
    dialling dialling_;

    interruption* interrupt_ = nullptr;
    std::vector<bitpeer::peer> peers_;
    std::size_t open_ = 0;
    std::uint64_t seen_ = 0;
    bool done_ = false;
};

}  // namespace

std::unique_ptr<verb> make_watch() { return std::make_unique<watch_verb>(); }

}  // namespace bitpeer::tool
