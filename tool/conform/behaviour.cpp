#include "behaviour.hpp"

#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include "payload.hpp"

#include <iterator>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

behaviours joined() {
    behaviours all;
    for (auto* group :
         {&handshake_behaviours,
          &version_behaviours,
          &negotiation_behaviours,
          &framing_behaviours,
          &malformed_behaviours,
          &ping_behaviours,
          &inventory_behaviours,
          &headers_behaviours,
          &blocks_behaviours,
          &addresses_behaviours,
          &wishes_behaviours,
          &bloom_behaviours,
          &filters_behaviours,
          &encrypted_behaviours}) {
        auto more = group();
        all.insert(
            all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end())
        );
    }
    return all;
}

// The parameters of a coroutine live in its frame; captures would not.

asio::awaitable<verdict> tell(
    conversation& with, expectation wanted, teller what, wire::command_name answer
) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    auto said = what(with);
    co_await with.say(std::move(said));
    const auto came = co_await with.fence();
    const bool answered = came.first(answer) != nullptr;
    co_return with.judge(wanted, came, answered ? reaction::answered : std::string_view());
}

asio::awaitable<verdict> ask(conversation& with, teller what, judge answer) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    auto said = what(with);
    co_await with.say(std::move(said));
    const auto came = co_await with.fence();
    if (!came.answered()) co_return with.judge(expectation::stays, came);
    co_return answer(with, came);
}

asio::awaitable<verdict> introduce(conversation& with, expectation wanted, wire::version ours) {
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    messages said;
    said.push_back(conversation::message_of(ours));
    co_await with.say(std::move(said));
    // It may hang up instead of answering.
    const auto answer = co_await with.collect([](const arrival& message) {
        return message.command == wire::verack::command;
    });
    if (!answer.answered()) co_return with.judge(wanted, answer, reaction::accepted);
    co_await with.say(wire::message(wire::verack{}));
    const auto came = co_await with.fence();
    co_return with.judge(wanted, came, reaction::accepted);
}

asio::awaitable<verdict> introduce_badly(conversation& with, bytes first) {
    constexpr std::uint64_t taken = 0x7a6b;
    const bool open = co_await with.open();
    if (!open) co_return with.unasked();
    messages said;
    said.emplace_back(wire::version::command, shared_bytes(std::move(first)));
    said.emplace_back(wire::verack{});
    said.push_back(payload().number(taken).as(wire::ping::command));
    said.push_back(conversation::message_of(with.ordinary_version()));
    said.emplace_back(wire::verack{});
    co_await with.say(std::move(said));
    const auto came = co_await with.fence();
    for (const auto& message : came.messages) {
        if (message.command == wire::pong::command &&
            message.payload == payload().number(taken).as(wire::pong::command).raw()) {
            co_return failed_by(reaction::accepted, "it was taken for a good version");
        }
    }
    co_return with.judge(expectation::either, came);
}

}  // namespace

const std::vector<behaviour>& all_behaviours() {
    static const behaviours all = joined();
    return all;
}

behaviour told(rule by, needs with, expectation wanted, teller what, wire::command_name answer) {
    return {std::move(by), std::move(with), [=, what = std::move(what)](conversation& on) {
                return tell(on, wanted, what, answer);
            }};
}

behaviour asked(rule by, needs with, teller what, judge answer) {
    return {
        std::move(by),
        std::move(with),
        [what = std::move(what), answer = std::move(answer)](conversation& on) {
            return ask(on, what, answer);
        }};
}

behaviour introduced(
    rule by, needs with, expectation wanted, std::function<void(wire::version&)> change
) {
    return {std::move(by), std::move(with), [wanted, change = std::move(change)](conversation& on) {
                auto ours = on.ordinary_version();
                change(ours);
                return introduce(on, wanted, std::move(ours));
            }};
}

behaviour not_introduced(rule by, needs with, std::function<bytes(const wire::version&)> first) {
    return {std::move(by), std::move(with), [first = std::move(first)](conversation& on) {
                return introduce_badly(on, first(on.ordinary_version()));
            }};
}

}  // namespace bitpeer::tool::conform
