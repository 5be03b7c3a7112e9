#include "run.hpp"

#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/transport/v2.hpp>

#include "chain_answers.hpp"
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <chrono>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

/// Some take so many connections in a second only, and close on the rest.
constexpr int attempts = 8;
constexpr auto pause_between = std::chrono::milliseconds(600);

/// How long an answer may be late behind that to a ping.
constexpr duration late_answer = std::chrono::seconds(1);

bool begins_with(const std::string& name, const std::string& wanted) {
    return name.starts_with(wanted);
}

std::optional<verdict> unmet(const needs& wanted, const terms& on) {
    const auto& dialect = *on.net.dialect;
    const auto& them = on.them;
    for (const auto command : wanted.commands) {
        if (dialect.find(command) == nullptr) {
            return lacks("the network has no " + std::string(command.text()));
        }
    }
    if (wanted.bitcoin_only && !conversation::counts_as_bitcoin(on.net)) {
        return lacks("the network has other protocol versions");
    }
    if (wanted.over == carriage::v1 && !them.v1) return lacks("v1 is not spoken here");
    if (wanted.over == carriage::v2 && !them.v2) return lacks("v2 is not spoken here");
    if (!them.version.services.has(wanted.offered)) {
        return lacks("it does not offer " + to_string(wanted.offered));
    }
    if ((them.version.services.number & wanted.not_offered.number) != 0) {
        return lacks("it offers " + to_string(wanted.not_offered));
    }
    if (them.version.protocol_version < wanted.version) {
        return lacks("its protocol version is " + std::to_string(them.version.protocol_version));
    }
    if (wanted.unasked && std::ranges::find(them.unasked, *wanted.unasked) == them.unasked.end()) {
        return lacks("it does not say " + std::string(wanted.unasked->text()));
    }
    if (wanted.headers && !them.blocks) return undecided("it answers no getheaders");
    if (wanted.blocks > 0 && them.blocks->size() < wanted.blocks) {
        return undecided("its chain is too short");
    }
    return std::nullopt;
}

bool hung_up_at_once(conversation& with, const verdict& came) {
    return came.given == grade::inconclusive && with.line().ended() &&
           !with.line().heard_anything();
}

/// Once per transport.
asio::awaitable<std::string> meet_over(
    asio::any_io_executor executor, const network& net, remote& them, carriage how,
    duration patience
) {
    const terms on{net, them, how, patience};
    std::string trouble;
    for (int i = 0; i < attempts; ++i) {
        conversation with(executor, on, how);
        const bool up = co_await with.shake_hands();
        if (!up) {
            trouble = with.trouble();
            // A peer that does not know v2 closes on it, too.
            if (how == carriage::v2 || !with.refused() || trouble.starts_with("no ")) break;
            asio::steady_timer pause(executor, pause_between);
            co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
            continue;
        }
        for (const auto& message : with.heard()) {
            them.unasked.push_back(message.command);
            if (message.command != wire::version::command) continue;
            if (auto theirs = wire::decode<wire::version>(message.payload)) {
                them.version = std::move(*theirs);
            }
        }
        const auto first = net.genesis_hash;
        co_await with.say(question_from("getheaders", std::span(&first, 1)));
        const auto came = co_await with.fence();
        const auto look = [&](const arrival& message) {
            them.unasked.push_back(message.command);
            if (auto headers = headers_in(with, message)) them.blocks = std::move(*headers);
            return them.blocks.has_value();
        };
        std::ranges::for_each(came.messages, look);
        if (!them.blocks && came.answered()) {
            // Answers to different questions may come in any order.
            with.set_patience(std::min<duration>(patience, late_answer));
            (void)co_await with.collect(look);
        }
        (how == carriage::v1 ? them.v1 : them.v2) = true;
        co_return std::string();
    }
    co_return trouble;
}

}  // namespace

std::vector<const behaviour*> chosen(const run_options& from) {
    std::vector<const behaviour*> all;
    for (const auto& each : all_behaviours()) {
        if (each.needs.slow && !from.slow) continue;
        const bool wanted =
            from.only.empty() || std::ranges::any_of(from.only, [&](const std::string& name) {
                return begins_with(each.rule.name, name);
            });
        if (wanted) all.push_back(&each);
    }
    return all;
}

asio::awaitable<result<remote, std::string>> meet(
    asio::any_io_executor executor, const network& net, asio::ip::tcp::endpoint where,
    const run_options& by
) {
    remote them;
    them.where = where;
    std::string trouble;
    if (by.transports != transport_policy::v1_only && transport::v2::fits(net)) {
        trouble = co_await meet_over(executor, net, them, carriage::v2, by.patience);
    }
    if (by.transports != transport_policy::require_v2) {
        trouble = co_await meet_over(executor, net, them, carriage::v1, by.patience);
    }
    if (!them.v1 && !them.v2) co_return failed(trouble);
    co_return them;
}

asio::awaitable<finding> ask(
    asio::any_io_executor executor, const terms& on, const behaviour& what
) {
    finding found;
    if (auto absent = unmet(what.needs, on)) {
        found.verdict = std::move(*absent);
        co_return found;
    }
    for (int i = 0; i < attempts; ++i) {
        conversation with(executor, on, what.needs.over.value_or(on.usual));
        const auto begun = system_now();
        found.verdict = co_await what.run(with);
        found.took = system_now() - begun;
        found.said = with.said();
        if (!with.refused() && !hung_up_at_once(with, found.verdict)) co_return found;
        asio::steady_timer pause(executor, pause_between);
        co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return found;
}

}  // namespace bitpeer::tool::conform
