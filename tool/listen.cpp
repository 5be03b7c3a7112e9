/// `bitpeer listen`: a chain for whoever dials us.

#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/runtime/clock.hpp>

#include "chain_file.hpp"
#include "coroutine.hpp"
#include "dial.hpp"
#include "serving_node.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <malloc.h>

#include <optional>
#include <string>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;

constexpr std::uint64_t max_generated = 1'000'000;

/// Has large buffers go back to the system when they are freed. glibc would keep them in its heap
/// from the second one on, where they leave gaps: the process would hold more than its connections
/// do (docs/limits.md).
void return_large_buffers() {
#ifdef M_MMAP_THRESHOLD  // glibc's own
    constexpr int large = 256 * 1024;
    ::mallopt(M_MMAP_THRESHOLD, large);
#endif
}

class listen_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "listen"; }
    [[nodiscard]] std::string_view about() const override {
        return "accept peers and serve them a chain, from a file or a generated one";
    }

    void declare(options& taken) override {
        taken.argument("ADDR", address_, "numeric address[:port] to listen on; port 0 picks one");
        taken.value(
            "--blocks", file_, "serve these: records of magic, length and block, or a block"
        );
        taken.value("--generate", generate_, "mine so many blocks first (regtest and simnet)");
        taken.value(
            "--transport", transport_, "v1, v2 (others get no answer) or auto: as they dial (auto)"
        );
        taken.value("--max-inbound", inbound_, "connections at once; 0: without limit (125)");
        taken.value("--per-host", per_host_, "of them, from one host; 0: without limit (5)");
        taken.flag("--limit-local", local_too_, "limit connections from this machine, too");
        taken.value(
            "--memory", memory_, "bytes that all connections may hold together (256000000)"
        );
        taken.value("--download", download_, "bytes per second to receive in total");
        taken.value("--upload", upload_, "bytes per second to send in total");
        taken.value("--mine-every", mine_every_, "mine and announce a block every so many seconds");
    }

    outcome run(const surroundings& around) override {
        if (const auto end = refuse(around)) return *end;
        return_large_buffers();
        served_chain chain(around.network);
        if (const auto end = fill(around, chain)) return *end;
        tell_chain(around.out, chain.headers());
        std::optional<serving_node> node;
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return serve(around, chain, node.emplace(around, io, chain, limits()), interrupt);
        });
    }

private:
    [[nodiscard]] std::optional<outcome> refuse(const surroundings& around) const {
        const auto unable = why_not_generated(around.network);
        if (around.network.dialect->chain == nullptr) {
            around.out.error("unknown_format", "blocks of this network cannot be served");
        } else if ((generate_ > 0 || mine_every_ > 0) && unable) {
            around.out.error(
                to_string(*unable),
                fmt::format("blocks of {} cannot be mined here", around.network.name)
            );
        } else if (generate_ > max_generated) {
            around.out.error("bad_count", fmt::format("at most {} blocks", max_generated));
        } else if (mine_every_ < 0) {
            around.out.error("bad_interval", "--mine-every wants a number of seconds above 0");
        } else if (!policy_of(transport_)) {
            around.out.error(
                "bad_transport", "--transport: '" + transport_ + "' is not v1, v2 or auto"
            );
        } else {
            return std::nullopt;
        }
        return outcome::wrong_usage;
    }

    [[nodiscard]] std::optional<outcome> fill(const surroundings& around, served_chain& chain)
        const {
        if (!file_.empty()) {
            const auto blocks = read_chain_file(file_, around.network);
            if (!blocks) {
                around.out.error("unreadable_file", blocks.error());
                return outcome::wrong_usage;
            }
            for (const auto& raw : *blocks) {
                if (const auto added = chain.append(raw); !added) {
                    const auto height = chain.headers().height() + 1;
                    around.out.error(
                        "bad_block",
                        fmt::format("'{}': block {}: {}", file_, height, added.error().message())
                    );
                    return outcome::wrong_usage;
                }
            }
        }
        return mine(around, chain, static_cast<std::uint32_t>(generate_));
    }

    [[nodiscard]] static std::optional<outcome> mine(
        const surroundings& around, served_chain& chain, std::uint32_t count
    ) {
        if (count == 0) return std::nullopt;
        const auto mined = generate_chain(chain, count, system_now());
        if (mined) return std::nullopt;
        around.out.error(to_string(mined.error().code), mined.error().message());
        return outcome::remote_failed;
    }

    static void tell_chain(report& out, const header_chain& chain) {
        wire::json_object fields;
        fields.field("height", chain.height()).field("hash", chain.tip());
        out.event(
            "chain",
            fields,
            fmt::format("chain of height {}, {}", chain.height(), chain.tip().to_string())
        );
    }

    asio::awaitable<outcome> serve(
        const surroundings& around, served_chain& chain, serving_node& node, interruption& interrupt
    ) const {
        if (const auto listening = node.listen(address_, policy_of(transport_).value());
            !listening) {
            co_return tell(around.out, listening.error());
        }
        auto end = outcome::done;
        if (mine_every_ > 0) {
            end = co_await mine_until(around, chain, node, interrupt);
        } else {
            co_await interrupt.wait();
        }
        co_await node.close();
        co_return end;
    }

    asio::awaitable<outcome> mine_until(
        const surroundings& around, served_chain& chain, serving_node& node, interruption& interrupt
    ) const {
        asio::steady_timer next(co_await asio::this_coro::executor);
        for (;;) {
            next.expires_after(seconds(mine_every_));
            co_await (next.async_wait(asio::use_awaitable) || interrupt.wait());
            if (interrupt.requested()) co_return outcome::done;
            if (const auto end = mine(around, chain, 1)) co_return *end;
            tell_chain(around.out, chain.headers());
            node.announce({chain.headers().height(), 1});
        }
    }

    [[nodiscard]] serving_limits limits() const {
        const auto rate = [](std::uint64_t bytes_per_second) {
            const auto per_second = static_cast<double>(bytes_per_second);
            return rate_limit{.burst = per_second, .per_second = per_second};
        };
        serving_limits wanted;
        wanted.inbound.connections = inbound_;
        wanted.inbound.per_host = per_host_;
        wanted.local_too = local_too_;
        wanted.together = {memory_, rate(download_), rate(upload_)};
        return wanted;
    }

    std::string address_;
    std::string transport_ = "auto";
    std::string file_;
    std::uint64_t generate_ = 0;
    std::uint64_t inbound_ = inbound_limits{}.connections;
    std::uint64_t per_host_ = inbound_limits{}.per_host;
    bool local_too_ = false;
    std::uint64_t memory_ = serving_limits{}.together.memory;
    std::uint64_t download_ = 0;
    std::uint64_t upload_ = 0;
    double mine_every_ = 0;
};

}  // namespace

std::unique_ptr<verb> make_listen() { return std::make_unique<listen_verb>(); }

}  // namespace bitpeer::tool
