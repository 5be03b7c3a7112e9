#include "conversation.hpp"

#include <bitpeer/base/endian.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/getheaders.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace bitpeer::soak {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr duration patience = 60s;

/// What everybody has: transactions by their wtxid, and a run of headers.
class shared_goods {
public:
    shared_goods() {
        for (std::uint32_t number = 0; number < transactions_.size(); ++number) {
            auto& [hash, message] = transactions_.at(number);
            wire::tx made;
            auto& input = made.transaction.inputs.emplace_back();
            input.previous.index = number;
            input.witness.push_back(bytes(64, std::uint8_t{1}));
            auto& output = made.transaction.outputs.emplace_back();
            output.script = wire::var_bytes<>(bytes(22, std::uint8_t{2}));
            hash = wire::wtxid(made.transaction);
            message.emplace(std::move(made));
        }
        wire::headers run;
        run.items.resize(200);
        headers_.emplace(std::move(run));
    }

    [[nodiscard]] const wire::message* find(const wire::inventory& wanted) const {
        for (const auto& [hash, message] : transactions_) {
            if (hash == wanted.hash) return &*message;
        }
        return nullptr;
    }
    [[nodiscard]] const auto& any(random_source& random) const {
        return transactions_.at(random.below(transactions_.size()));
    }
    [[nodiscard]] const wire::message& headers() const { return *headers_; }

private:
    std::array<std::pair<hash256, std::optional<wire::message>>, 16> transactions_;
    std::optional<wire::message> headers_;
};

const shared_goods& goods() {
    static const shared_goods all;
    return all;
}

[[nodiscard]] wire::inventory named(const hash256& hash) {
    return {wire::inventory_type::wtxid_transaction, hash};
}

void answer_data(const peer& to, const wire::getdata& asked, ledger& count) {
    wire::notfound missing;
    for (const auto& item : asked.items) {
        const auto* const found = goods().find(item);
        if (found != nullptr) {
            send(count, to, *found);
        } else {
            missing.items.push_back(item);
        }
    }
    if (!missing.items.empty()) send(count, to, std::move(missing));
}

/// Of what is announced the first is asked for, known or not.
void ask_for(const peer& from, const wire::inv& announced, ledger& count) {
    if (announced.items.empty()) return;
    wire::getdata question;
    question.items.push_back(announced.items.front());
    send(count, from, std::move(question));
}

void announce_news(const peer& to, random_source& random) {
    for (auto left = 1 + random.below(5); left > 0; --left) {
        hash256 hash;
        store_le(hash.bytes.data(), random.next());
        (void)to.announce(named(hash));
    }
    (void)to.announce(named(goods().any(random).first));
}

}  // namespace

std::span<const wire::message_type_id> talked_about() {
    static const std::array types{
        wire::message_type_id::of<wire::getheaders>(),
        wire::message_type_id::of<wire::getdata>(),
        wire::message_type_id::of<wire::inv>(),
    };
    return types;
}

asio::awaitable<void> answer_all(peer with, raw_inbox inbox, ledger& count) {
    for (;;) {
        const auto message = co_await inbox.next();
        if (!message) co_return;
        if (message->is<wire::getheaders>()) {
            send(count, with, goods().headers());
        } else if (const auto asked = message->get_if<wire::getdata>()) {
            answer_data(with, *asked, count);
        } else if (const auto announced = message->get_if<wire::inv>()) {
            ask_for(with, *announced, count);
        }
    }
}

asio::awaitable<void> say_something(peer to, random_source& random, ledger& count) {
    switch (random.below(5)) {
        case 0:
            ++count.questions;
            (void)(co_await to.ping(patience));
            ++count.answers;
            break;
        case 1: announce_news(to, random); break;
        case 2: send(count, to, *goods().any(random).second); break;
        case 3: {
            ++count.questions;
            const wire::locator from{networks::bitcoin_regtest.genesis_hash};
            (void)(co_await to.get_headers(from, patience));
            ++count.answers;
            break;
        }
        default: {
            ++count.questions;
            std::vector<wire::inventory> wanted{
                named(goods().any(random).first), named(goods().any(random).first)};
            (void)(co_await to.get_data(std::move(wanted), patience));
            ++count.answers;
        }
    }
}

}  // namespace bitpeer::soak
