/// `getheaders` and `headers`.

#include <bitpeer/wire/chain_format.hpp>

#include "behaviour.hpp"
#include "chain_answers.hpp"

#include <algorithm>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_headers = 2'000;
/// Of Bitcoin Core's locators and of btcd's.
constexpr std::size_t core_locator = 101;
constexpr std::size_t btcd_locator = 500;

using blocks = std::vector<remote::known_block>;
using expected = std::function<std::string(const conversation&, const blocks&)>;

/// Asks, and `wrong` says what is wrong with the answer; empty: nothing.
asio::awaitable<verdict> ask(conversation& with, wire::message question, expected wrong) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    co_await with.say(std::move(question));
    std::optional<blocks> headers;
    const auto came = co_await with.collect([&](const arrival& message) {
        headers = headers_in(with, message);
        return headers.has_value();
    });
    if (!headers) co_return with.judge(expectation::stays, came);
    auto fault = wrong(with, *headers);
    if (fault.empty()) co_return passed(reaction::answered);
    co_return failed_by(reaction::answered, std::move(fault));
}

using asker = std::function<wire::message(const conversation&)>;

behaviour answered(rule by, needs with, asker question, expected wrong) {
    with.headers = true;
    return {
        std::move(by),
        std::move(with),
        [question = std::move(question), wrong = std::move(wrong)](conversation& on) {
            return ask(on, question(on), wrong);
        }};
}

wire::message from_genesis(const conversation& with) {
    return question_from("getheaders", std::span(&with.net().genesis_hash, 1));
}

std::string begins_at_genesis(const conversation& with, const blocks& headers) {
    if (headers.empty()) return with.them().blocks->empty() ? "" : "the answer is empty";
    const auto before = previous_of(with.net(), headers.front().header);
    if (before == with.net().genesis_hash) return "";
    return "the first header does not follow the first block";
}

std::string linked(const conversation& with, const blocks& headers) {
    for (std::size_t i = 1; i < headers.size(); ++i) {
        if (previous_of(with.net(), headers[i].header) != headers[i - 1].hash) {
            return "header " + std::to_string(i + 1) + " does not follow the one before";
        }
    }
    return "";
}

std::string only(const hash256& wanted, const blocks& headers) {
    if (headers.size() != 1) return std::to_string(headers.size()) + " headers came, not one";
    return headers.front().hash == wanted ? "" : "another header came";
}

asio::awaitable<verdict> not_answered(conversation& with, wire::message question) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    co_await with.say(std::move(question));
    const auto came = co_await with.fence();
    if (came.first("headers") != nullptr) co_return failed_by(reaction::answered, "headers came");
    co_return with.judge(expectation::either, came);
}

asio::awaitable<verdict> behind_the_last(conversation& with) {
    const bool up = co_await with.shake_hands();
    if (!up) co_return with.unasked();
    const auto last = with.them().last_block().hash;
    co_await with.say(question_from("getheaders", std::span(&last, 1)));
    const auto came = co_await with.fence();
    if (!came.answered()) co_return with.judge(expectation::stays, came);
    for (const auto& message : came.messages) {
        const auto headers = headers_in(with, message);
        if (!headers || headers->empty()) continue;
        // It may have grown.
        if (previous_of(with.net(), headers->front().header) == last) continue;
        co_return failed_by(reaction::answered, "headers of before came");
    }
    co_return passed(reaction::none);
}

wire::message some_headers(const conversation& with, std::size_t count) {
    const auto genesis = with.net().genesis.view();
    payload made;
    made.count(count);
    for (std::size_t i = 0; i < count; ++i) made.raw(genesis).count(0);
    return made.as("headers");
}

}  // namespace

behaviours headers_behaviours() {
    const auto either = expectation::either;
    const std::string core = "Bitcoin Core, net_processing.cpp";
    return {
        answered(
            {"headers.from_first",
             "Behind the first block, headers begin with the second.",
             "protocol documentation, getheaders"},
            {},
            from_genesis,
            begins_at_genesis
        ),
        answered(
            {"headers.linked",
             "Each header names the one before.",
             "protocol documentation, headers"},
            {},
            from_genesis,
            linked
        ),
        answered(
            {"headers.at_most_2000",
             "An answer has 2,000 headers at most.",
             "Bitcoin Core, MAX_HEADERS_RESULTS; btcd, MaxBlockHeadersPerMsg"},
            {},
            from_genesis,
            [](const conversation&, const blocks& headers) {
                return headers.size() <= most_headers
                           ? std::string()
                           : std::to_string(headers.size()) + " headers came";
            }
        ),
        answered(
            {"headers.locator_unknown",
             "Who knows no hash of a locator goes on from the first block.",
             "protocol documentation, getblocks; " + core},
            {},
            [](const conversation&) {
                const auto nobodys = nobodys_hash();
                return question_from("getheaders", std::span(&nobodys, 1));
            },
            begins_at_genesis
        ),
        answered(
            {"headers.locator_101",
             "A locator may have 101 hashes.",
             "Bitcoin Core, MAX_LOCATOR_SZ; btcd, MaxBlockLocatorsPerMsg"},
            {},
            [](const conversation& with) {
                return question_from("getheaders", locator_of(with.net(), core_locator));
            },
            begins_at_genesis
        ),
        told(
            {"headers.locator_102",
             "With 102 it is answered, let go, or ends the connection.",
             "Bitcoin Core, MAX_LOCATOR_SZ; btcd, MaxBlockLocatorsPerMsg"},
            {},
            either,
            [](const conversation& with) {
                return one(question_from("getheaders", locator_of(with.net(), core_locator + 1)));
            },
            "headers"
        ),
        {{"headers.locator_501",
          "With 501 it is answered by nobody.",
          "Bitcoin Core, MAX_LOCATOR_SZ; btcd, MaxBlockLocatorsPerMsg"},
         {},
         [](conversation& with) {
             auto question = question_from("getheaders", locator_of(with.net(), btcd_locator + 1));
             return not_answered(with, std::move(question));
         }},
        answered(
            {"headers.stop",
             "The header named as the last one is the last, and is in the answer.",
             "protocol documentation, getheaders; " + core},
            {.blocks = 1},
            [](const conversation& with) {
                return question_from(
                    "getheaders",
                    std::span(&with.net().genesis_hash, 1),
                    with.them().first_block().hash
                );
            },
            [](const conversation& with, const blocks& headers) {
                return only(with.them().first_block().hash, headers);
            }
        ),
        answered(
            {"headers.stop_unknown",
             "A last header that nobody knows is as good as none.",
             core + "; btcd, LocateHeaders"},
            {},
            [](const conversation& with) {
                return question_from(
                    "getheaders", std::span(&with.net().genesis_hash, 1), nobodys_hash()
                );
            },
            begins_at_genesis
        ),
        answered(
            {"headers.locator_empty",
             "Without a locator, the one header that is named comes.",
             core + "; btcd, LocateHeaders"},
            {.blocks = 1},
            [](const conversation& with) {
                return question_from("getheaders", {}, with.them().first_block().hash);
            },
            [](const conversation& with, const blocks& headers) {
                return only(with.them().first_block().hash, headers);
            }
        ),
        told(
            {"headers.locator_empty_stop_unknown",
             "Without a locator, a header that nobody knows is no offence to ask for.",
             core + "; btcd, LocateHeaders"},
            {},
            expectation::accepts,
            [](const conversation&) { return one(question_from("getheaders", {}, nobodys_hash())); }
        ),
        {{"headers.from_last",
          "Behind the last header there is an empty answer, or none.",
          core + "; btcd, LocateHeaders"},
         {.headers = true, .blocks = 1},
         [](conversation& with) { return behind_the_last(with); }},
        told(
            {"headers.empty_unasked",
             "Empty headers that nobody asked for are let go, or end the connection.",
             core + "; btcd, handleHeadersMsg"},
            {},
            either,
            [](const conversation& with) { return one(some_headers(with, 0)); }
        ),
        told(
            {"headers.headers_2001",
             "More than 2,000 headers are let go, or end the connection.",
             "Bitcoin Core, MAX_HEADERS_RESULTS; btcd, MaxBlockHeadersPerMsg"},
            {},
            either,
            [](const conversation& with) { return one(some_headers(with, most_headers + 1)); }
        ),
        told(
            {"headers.not_linked",
             "Headers that do not follow each other are let go, or end the connection.",
             core + " CheckHeadersAreContinuous; btcd, handleHeadersMsg"},
            {},
            either,
            [](const conversation& with) { return one(some_headers(with, 2)); }
        ),
    };
}

}  // namespace bitpeer::tool::conform
