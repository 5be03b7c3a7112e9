/// `bitpeer headers`: every header that a node has.

#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/runtime/client.hpp>

#include "coroutine.hpp"
#include "dial.hpp"
#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;

/// Where to begin to tell: a height, or the block after one that has this hash.
struct starting_point {
    std::uint32_t height = 1;
    std::optional<hash256> behind;
};

std::optional<starting_point> parse_start(const std::string& text) {
    if (text.empty()) return starting_point{};
    if (const auto hash = hash256::parse(text)) return starting_point{0, *hash};
    starting_point at_height;
    const auto* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, at_height.height);
    if (error != std::errc() || stop != end) return std::nullopt;
    return at_height;
}

class headers_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "headers"; }
    [[nodiscard]] std::string_view about() const override {
        return "all headers from the first block to the node's tip, checked";
    }

    void declare(options& taken) override {
        taken.argument("ADDR", address_, "host[:port]");
        taken.value("--from", from_, "a height, or the hash behind which to begin (1)");
        taken.value("--timeout", timeout_, "seconds for the connection, and for each answer (30)");
        dialling_.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = dialling_.refuse(around.out)) return *end;
        const auto start = parse_start(from_);
        if (!start) {
            around.out.error(
                "bad_start", fmt::format("'{}' is neither a height nor a hash", from_)
            );
            return outcome::wrong_usage;
        }
        start_ = *start;
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return sync(around, io, interrupt);
        });
    }

private:
    asio::awaitable<outcome> sync(
        const surroundings& around, asio::io_context& io, interruption& interrupt
    ) {
        const auto within = seconds(timeout_);
        const auto dialler = dialling_.make_client(io, dial_config(around.network));
        const auto peer = co_await dialler.connect(address_, within);
        if (!peer) co_return tell(around.out, peer.error());
        dialling::tell_connected(around.out, *peer);

        header_chain chain(around.network);
        while (!interrupt.requested()) {
            const auto answer = co_await peer->get_headers_message(chain.locator(), within);
            if (!answer) co_return tell(around.out, answer.error());
            const auto batch = around.network.dialect->chain->headers_in(*answer);
            if (!batch) break;  // it is what was asked for
            const auto change = chain.connect(*batch);
            if (!change) {
                around.out.error(to_string(change.error().code), change.error().message());
                co_return outcome::remote_failed;
            }
            if (change->added == 0) break;
            tell_added(around, chain, *change);
        }
        wire::json_object fields;
        fields.field("headers", told_);
        around.out.event(
            "summary", fields, fmt::format("{} headers, tip at height {}", told_, chain.height())
        );
        peer->disconnect();
        co_await peer->closed();
        co_return outcome::done;
    }

    void tell_added(
        const surroundings& around, const header_chain& chain, const chain_change& change
    ) {
        for (auto height = change.fork + 1; height <= change.fork + change.added; ++height) {
            const auto hash = chain.hash_at(height);
            if (start_.behind) {
                if (hash != *start_.behind) continue;
                start_ = {height + 1, std::nullopt};
            }
            if (height < start_.height) continue;
            ++told_;
            wire::json_object fields;
            fields.field("height", height)
                .field("hash", hash)
                .field("prev", chain.header_at(height).previous());
            around.out.event("header", fields, fmt::format("{} {}", height, hash.to_string()));
        }
        around.out.progress(fmt::format("height {}", chain.height()));
    }

    std::string address_;
    std::string from_;
    double timeout_ = 30;
    dialling dialling_;
    starting_point start_;
    std::uint64_t told_ = 0;
};

}  // namespace

std::unique_ptr<verb> make_headers() { return std::make_unique<headers_verb>(); }

}  // namespace bitpeer::tool
