/// `bitpeer demo`: two peers in one process, for whoever wants to see what peers do.

#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/params/networks.hpp>

#include "coroutine.hpp"
#include "demo_story.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;

/// The story takes some milliseconds; what hangs is broken.
constexpr auto longest = std::chrono::seconds(20);

class demo_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "demo"; }
    [[nodiscard]] std::string_view about() const override {
        return "two peers and a small chain in one process, explained; needs no network";
    }
    void declare(options& /*taken*/) override {}

    outcome run(const surroundings& around) override {
        // Blocks of public networks cannot be mined in passing.
        const bool minable = !why_not_generated(around.network);
        const auto& network = minable ? around.network : stand_in_for(around.network);
        around.out.line(
            "Two peers, Alice and Bob, in this process, with a pair of sockets between them."
        );
        around.out.line(fmt::format(
            "They speak {}{}.",
            network.name,
            minable ? ""
                    : fmt::format(", since blocks of {} take long to mine", around.network.name)
        ));
        around.out.line("What stands behind ok was checked; all figures were measured just now.");

        const auto began = std::chrono::steady_clock::now();
        narrator tell(around.out);
        const auto end = run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return show(network, io, tell, interrupt);
        });
        tell_summary(around.out, tell, std::chrono::steady_clock::now() - began);
        return end;
    }

private:
    /// A network whose blocks can be mined: of the same dialect if there is one.
    static const network& stand_in_for(const network& wanted) {
        const auto all = networks::all();
        const auto near = std::ranges::find_if(all, [&](const network* candidate) {
            return candidate->dialect == wanted.dialect && !why_not_generated(*candidate);
        });
        return near != all.end() ? **near : networks::bitcoin_regtest;
    }

    static asio::awaitable<outcome> show(
        const network& network, asio::io_context& io, narrator& tell, interruption& interrupt
    ) {
        demo_story story(network, io, tell);
        asio::steady_timer alarm(io, longest);
        const auto first =
            co_await (play(story) || alarm.async_wait(asio::use_awaitable) || interrupt.wait());
        if (first.index() == 0)
            co_return std::get<0>(first) ? outcome::done : outcome::remote_failed;
        if (!interrupt.requested()) tell.check(false, "the story ends in time");
        co_return outcome::remote_failed;
    }

    static asio::awaitable<bool> play(demo_story& story) {
        if (!story.mine()) co_return false;
        const bool up = co_await story.shake_hands();
        if (!up) co_return false;
        const bool synced = co_await story.sync_headers();
        if (!synced) co_return false;
        const bool downloaded = co_await story.download_blocks();
        if (!downloaded) co_return false;
        const bool relayed = co_await story.relay_transaction();
        const bool answered = co_await story.ping();
        // Where nonsense ends a connection, it comes last.
        const bool strict = story.nonsense_is_fatal();
        bool survived = strict;
        if (!strict) survived = co_await story.survive_nonsense();
        const bool same = story.compare_statistics();
        bool ended = false;
        if (strict) {
            ended = co_await story.end_by_nonsense();
        } else {
            ended = co_await story.say_goodbye();
        }
        co_return relayed&& answered&& survived&& same&& ended;
    }

    static void tell_summary(report& out, const narrator& tell, duration took) {
        const auto ms = std::chrono::duration<double, std::milli>(took).count();
        wire::json_object fields;
        fields.field("steps", tell.steps())
            .field("checks", tell.checks())
            .field("failed", tell.failures())
            .field("took_ms", ms);
        out.line("");
        out.event(
            "summary",
            fields,
            tell.failures() == 0
                ? fmt::format(
                      "{} steps, {} checks, all true, in {:.0f} ms.",
                      tell.steps(),
                      tell.checks(),
                      ms
                  )
                : fmt::format("{} of {} checks failed.", tell.failures(), tell.checks())
        );
    }
};

}  // namespace

std::unique_ptr<verb> make_demo() { return std::make_unique<demo_verb>(); }

}  // namespace bitpeer::tool
