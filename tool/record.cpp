/// `bitpeer record`: what is said, into files.

#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/runtime/peer_capture.hpp>

#include "capture_folder.hpp"
#include "coroutine.hpp"
#include "dial.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;

/// How often what was held back is written: so much a crash may cost.
constexpr auto flush_interval = std::chrono::seconds(1);

class record_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "record"; }
    [[nodiscard]] std::string_view about() const override {
        return "write every message to and from one or many nodes to files, for `replay`";
    }

    void declare(options& taken) override {
        taken.optional_arguments("ADDR", addresses_, "host[:port], any number of them");
        taken.value("--to", folder_, "the folder for the files: one for each connection");
        taken.value(
            "--format", format_, "bitpeer, or core: as Bitcoin Core's -capturemessages (bitpeer)"
        );
        taken.value("--listen", listen_, "numeric address[:port] to accept peers on; port 0 picks");
        taken.value("--for", time_, "end after so many seconds");
        taken.value("--timeout", timeout_, "seconds for each connection (10)");
        dialling_.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = dialling_.refuse(around.out)) return *end;
        if (const auto end = refuse(around)) return *end;
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return record(around, io, interrupt);
        });
    }

private:
    /// One connection.
    struct recorded {
        std::string path;
        peer who;
        peer_capture capture;
        bool told = false;
    };

    std::optional<outcome> refuse(const surroundings& around) {
        if (addresses_.empty() && listen_.empty()) {
            around.out.error("nobody", "an ADDR to dial, or --listen, is wanted");
        } else if (folder_.empty()) {
            around.out.error("no_folder", "--to wants a folder");
        } else if (format_ != "bitpeer" && format_ != "core") {
            around.out.error("bad_format", "--format: '" + format_ + "' is not bitpeer or core");
        } else {
            const auto kind = format_ == "core" ? capture_kind::core : capture_kind::ours;
            auto opened = capture_folder::open(folder_, kind);
            if (opened) {
                place_ = *std::move(opened);
                return std::nullopt;
            }
            around.out.error("unwritable_folder", opened.error());
        }
        return outcome::wrong_usage;
    }

    asio::awaitable<outcome> record(
        const surroundings& around, asio::io_context& io, interruption& interrupt
    ) {
        around_ = &around;
        io_ = &io;
        interrupt_ = &interrupt;
        auto config = dial_config(around.network);
        config.relay_transactions = true;  // whoever records wants to have them
        const auto dialler = dialling_.make_client(io, config);
        config.transports = dialler.config().transports;
        if (!listen_.empty()) {
            // Nodes hang up on whom they dialled unless that one has a chain.
            config.services = services_to_offer(*around.network.dialect);
            auto bound = listen(config, dialler.nonces());
            if (!bound) co_return tell(around.out, bound.error());
            listening_ = *std::move(bound);
            asio::co_spawn(io, accept(), asio::detached);
        }
        under_way_ = addresses_.size();
        for (const auto& address : addresses_) {
            asio::co_spawn(io, dial(dialler, address), asio::detached);
        }
        co_await wait_for_end();
        done_ = true;
        if (!listen_.empty()) listening_.close();
        for (const auto& one : recordings_) {
            one->who.disconnect();
            co_await one->who.closed();
            tell_recorded(*one);
        }
        const bool failed_at_all = failed_ || (recordings_.empty() && !addresses_.empty());
        listening_ = {};
        recordings_.clear();  // no peer outlives its context
        co_return failed_at_all ? outcome::remote_failed : outcome::done;
    }

    /// Until it is interrupted, its time is up, or nobody is left.
    asio::awaitable<void> wait_for_end() {
        asio::steady_timer tick(*io_);
        const auto start = asio::steady_timer::clock_type::now();
        const auto time_is_up = [&] {
            return time_ > 0 && asio::steady_timer::clock_type::now() >= start + seconds(time_);
        };
        while (!interrupt_->requested() && !time_is_up()) {
            auto pause = duration(flush_interval);
            if (time_ > 0) pause = std::min(pause, seconds(time_));
            tick.expires_after(pause);
            co_await (tick.async_wait(asio::use_awaitable) || interrupt_->wait());
            for (const auto& one : recordings_) one->capture.flush();
        }
    }

    result<listener, failure> listen(
        const peer_config& config, const std::shared_ptr<own_nonces>& nonces
    ) {
        listener_options chosen;
        chosen.nonces = nonces;
        chosen.prepare = [this](const peer& fresh) { begin(fresh); };
        auto bound = listener::bind(io_->get_executor(), listen_, config, std::move(chosen));
        if (!bound) return bound;
        wire::json_object fields;
        fields.field("address", bound->local_address());
        around_->out.event(
            "listening", fields, fmt::format("listening on {}", bound->local_address())
        );
        return bound;
    }

    /// They are recorded already: this takes them out of the listener's queue.
    asio::awaitable<void> accept() {
        for (;;) {
            const auto met = co_await listening_.accept();
            if (!met) co_return;
            dialling::tell_connected(around_->out, *met);
        }
    }

    asio::awaitable<void> dial(client dialler, std::string address) {
        const auto up =
            co_await dialler.connect(address, seconds(timeout_), [this](const peer& fresh) {
                begin(fresh);
            });
        if (up) {
            dialling::tell_connected(around_->out, *up);
        } else if (!done_) {
            failed_ = true;
            (void)tell(around_->out, up.error());
        }
        ended();
    }

    /// Before its first byte.
    void begin(const peer& fresh) {
        auto place = place_->place_for(fresh.remote_address());
        if (!place) return give_up(fresh, place.error());
        const auto one = recordings_.emplace_back(std::make_shared<recorded>());
        one->path = place->path;
        one->who = fresh;
        one->capture = peer_capture(
            fresh,
            around_->network,
            std::move(place->writer),
            [this](const std::string& why) {
                failed_ = true;
                around_->out.error("not_recorded", why);
            }
        );
        if (const auto failure = one->capture.progress().failure) return give_up(fresh, *failure);
        wire::json_object fields;
        fields.field("peer", fresh.remote_address())
            .field("direction", fresh.who_dialled() == direction::inbound ? "in" : "out")
            .field("file", one->path);
        around_->out.event(
            "recording", fields, fmt::format("{} to {}", fresh.to_string(), one->path)
        );
        ++under_way_;
        asio::co_spawn(*io_, follow(one), asio::detached);
    }

    void give_up(const peer& fresh, const std::string& why) {
        failed_ = true;
        around_->out.error("not_recorded", why);
        fresh.disconnect("it cannot be recorded");
    }

    asio::awaitable<void> follow(std::shared_ptr<recorded> one) {
        co_await one->who.closed();
        tell_recorded(*one);
        ended();
    }

    void ended() {
        if (--under_way_ == 0 && listen_.empty()) interrupt_->request();
    }

    void tell_recorded(recorded& one) {
        if (std::exchange(one.told, true)) return;
        one.capture.stop();
        const auto made = one.capture.progress();
        const auto why = one.who.why_ended().value_or(disconnect{});
        wire::json_object fields;
        fields.field("peer", one.who.remote_address())
            .field("file", one.path)
            .field("transport", one.who.transport())
            .field("received", made.received)
            .field("written", made.written)
            .field("bytes", made.bytes)
            .field("reason", to_string(why.reason))
            .field("whole", !made.failure.has_value());
        around_->out.event(
            "recorded",
            fields,
            fmt::format(
                "{}: {} messages received, {} written, {} bytes; {}",
                one.path,
                made.received,
                made.written,
                made.bytes,
                why.message()
            )
        );
    }

    std::vector<std::string> addresses_;
    std::string folder_;
    std::string format_ = "bitpeer";
    std::string listen_;
    double time_ = 0;
    double timeout_ = 10;
    dialling dialling_;

    std::optional<capture_folder> place_;
    listener listening_;
    const surroundings* around_ = nullptr;
    asio::io_context* io_ = nullptr;
    interruption* interrupt_ = nullptr;
    std::vector<std::shared_ptr<recorded>> recordings_;
    std::size_t under_way_ = 0;
    bool done_ = false;
    bool failed_ = false;
};

}  // namespace

std::unique_ptr<verb> make_record() { return std::make_unique<record_verb>(); }

}  // namespace bitpeer::tool
