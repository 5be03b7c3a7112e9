#include "conversation.hpp"

#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/entropy.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/transport/v2.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/reject.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include "payload.hpp"

#include <algorithm>
#include <utility>

namespace bitpeer::tool::conform {

namespace asio = boost::asio;

namespace {

/// Of Bitcoin's versions, the newest that all of today know.
constexpr int usual_bitcoin_version = 70016;

bool is_pong(const arrival& came, std::uint64_t nonce) {
    return came.command == wire::pong::command && came.payload.size() >= sizeof(nonce) &&
           load_le<std::uint64_t>(came.payload.data()) == nonce;
}

}  // namespace

const arrival* aftermath::first(wire::command_name command) const {
    const auto found = std::ranges::find(messages, command, &arrival::command);
    return found == messages.end() ? nullptr : &*found;
}

std::size_t aftermath::count(wire::command_name command) const {
    return static_cast<std::size_t>(std::ranges::count(messages, command, &arrival::command));
}

conversation::conversation(asio::any_io_executor executor, const terms& on, carriage how)
    : executor_(std::move(executor)),
      on_(on),
      how_(how),
      patience_(on.patience),
      chance_(std::make_unique<crypto::chacha20_generator>(system_entropy())) {}

random_source& conversation::chance() { return *chance_; }

entropy conversation::fresh_seed() {
    entropy made;
    for (auto& each : made.bytes) each = static_cast<std::uint8_t>(chance_->next());
    return made;
}

asio::awaitable<bool> conversation::open() {
    std::unique_ptr<transport::transport> in;
    if (how_ == carriage::v1) {
        in = std::make_unique<transport::v1>(net());
    } else {
        // Of moderate size: how much there may be is a behaviour of its own.
        transport::v2_padding padding;
        padding.garbage = transport::random_garbage(0, 64);
        in = std::make_unique<transport::v2>(
            net(), crypto::party::initiator, fresh_seed(), std::move(padding)
        );
    }
    co_return co_await open(std::move(in));
}

asio::awaitable<bool> conversation::open(std::unique_ptr<transport::transport> in) {
    heard_.clear();
    link_ = std::make_unique<link>(executor_, net(), said_);
    const auto trouble = co_await link_->dial(them().where, patience_);
    if (!trouble.empty()) {
        trouble_ = "no connection: " + trouble;
        refused_ = true;
        co_return false;
    }
    if (!in) co_return true;
    const bool keys = co_await link_->speak(std::move(in), patience_);
    if (keys) co_return true;
    trouble_ = "the remote sent no key";
    refused_ = !link_->heard_anything();
    co_return false;
}

bool conversation::counts_as_bitcoin(const network& net) {
    constexpr int older = 60000;
    return net.dialect->numbering == wire::numbering::bitcoin &&
           conduct_of(*net.dialect).minimum_protocol_version <= older;
}

wire::version conversation::ordinary_version() {
    wire::version ours;
    const auto newest = conduct_of(*net().dialect).protocol_version;
    ours.protocol_version =
        counts_as_bitcoin(net()) ? std::min(newest, usual_bitcoin_version) : newest;
    // Who offers no blocks is not asked for any.
    ours.services = net().dialect->witness ? wire::services::witness : wire::services::none;
    ours.timestamp = system_now().unix_seconds();
    while (ours.nonce < 2) ours.nonce = chance_->next();
    ours.user_agent = std::string("/bitpeer:0.1.0/conform:0.1.0/");
    return ours;
}

wire::message conversation::message_of(const wire::version& ours) {
    return {wire::version::command, shared_bytes(wire::encode(ours).value())};
}

asio::awaitable<bool> conversation::shake_hands() {
    auto version = message_of(ordinary_version());
    co_return co_await shake_hands(std::move(version));
}

asio::awaitable<bool> conversation::shake_hands(
    wire::message version, std::vector<wire::message> before_verack
) {
    if (!link_) {
        const bool opened = co_await open();
        if (!opened) co_return false;
    }
    co_await say(std::move(version));
    const auto came = co_await collect([](const arrival& message) {
        return message.command == wire::verack::command;
    });
    heard_ = came.messages;
    if (!came.answered() || came.first(wire::version::command) == nullptr) {
        trouble_ = came.ended() ? "the remote hung up during the handshake"
                                : "the remote did not finish the handshake in time";
        refused_ = !link_->heard_anything();
        co_return false;
    }
    before_verack.emplace_back(wire::verack{});
    co_await say(std::move(before_verack));
    co_return true;
}

asio::awaitable<void> conversation::say(wire::message message) {
    std::vector<wire::message> one;
    one.push_back(std::move(message));
    co_await link_->send(std::move(one), patience_);
}

asio::awaitable<void> conversation::say(std::vector<wire::message> messages) {
    co_await link_->send(std::move(messages), patience_);
}

asio::awaitable<void> conversation::write(bytes data, std::string described) {
    co_await link_->write(std::move(data), std::move(described), patience_);
}

wire::message conversation::ping_with(std::uint64_t nonce) const {
    return payload().number(nonce).as(wire::ping::command);
}

asio::awaitable<aftermath> conversation::fence() {
    const auto nonce = chance_->next() | 1U;
    co_await say(ping_with(nonce));
    const stop last = [nonce](const arrival& message) { return is_pong(message, nonce); };
    auto came = co_await collect(last);
    if (came.answered()) came.messages.pop_back();
    co_return came;
}

asio::awaitable<aftermath> conversation::collect(stop last) {
    aftermath all;
    const auto until =
        link::clock::now() + std::chrono::duration_cast<link::clock::duration>(patience_);
    for (;;) {
        const auto came = co_await link_->next(until);
        if (came.what != happening::message) {
            all.how = came.what == happening::ended ? aftermath::ending::ended
                                                    : aftermath::ending::silent;
            co_return all;
        }
        all.messages.push_back(came);
        if (last(came)) {
            all.how = aftermath::ending::answered;
            co_return all;
        }
        if (pongs_ && came.command == wire::ping::command) {
            co_await say(wire::message(wire::pong::command, came.payload));
        }
    }
}

verdict conversation::judge(expectation wanted, const aftermath& came, std::string_view fine)
    const {
    // Some networks' peers hang up on whatever they do not know.
    const auto& legal = conduct_of(*net().dialect).legal;
    const bool strict = legal.of_unknown(stage::running) == legality::disconnect;
    const bool tolerant = wanted == expectation::stays || wanted == expectation::accepts;
    if (fine.empty()) {
        fine = wanted == expectation::accepts ? reaction::accepted : reaction::ignored;
    }
    if (strict && tolerant) wanted = expectation::either;
    if (came.answered()) {
        if (wanted != expectation::ends) return passed(fine);
        return failed_by(reaction::ignored, "the connection goes on");
    }
    if (!came.ended()) return failed_by(reaction::silent, "neither an answer nor the end in time");
    const bool told = came.first(wire::reject::command) != nullptr;
    const auto how = told ? reaction::rejected : reaction::disconnected;
    if (strict || !tolerant) return passed(how);
    return failed_by(how, "the connection ended");
}

std::optional<wire::message> conversation::read(const arrival& came) const {
    const auto* row = net().dialect->find(came.command);
    if (row == nullptr) return std::nullopt;
    const auto options = net().dialect->format();
    if (!row->check(came.payload, options)) return std::nullopt;
    return wire::message(*row, came.payload, options);
}

}  // namespace bitpeer::tool::conform
