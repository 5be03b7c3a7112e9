#include "serving.hpp"

#include <bitpeer/runtime/listener.hpp>
#include <bitpeer/runtime/peer_set.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include "loop_config.hpp"
#include "measure.hpp"
#include "orders.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <thread>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace bitpeer::bench {

namespace {

namespace asio = boost::asio;

class server {
public:
    explicit server(const arguments& given) {
        std::vector<std::string> addresses;
        for (std::size_t i = 0; i < given.ports; ++i) {
            listener_options options;
            options.prepare = peers_.keeping([this](const peer& fresh) { listen_to(fresh); });
            auto open =
                listener::bind(io_.get_executor(), "127.0.0.1:0", configured(given), options);
            if (!open) give_up(open.error().message());
            addresses.push_back(open->local_address());
            open_.push_back(std::move(*open));
        }
        for (const auto& open : open_) asio::co_spawn(io_, accept(open), asio::detached);
        tell_addresses(addresses);
    }

    void run() {
        orders from_outside(io_);
        while (const auto order = from_outside.next()) {
            if (order->word == "settle") tell({{"resident", resident_bytes()}});
            if (order->word == "fanout") fan_out(order->count);
        }
    }

private:
    static asio::awaitable<void> accept(const listener& open) {
        for (;;) {
            const auto taken = co_await open.accept();  // the set keeps it
            if (!taken) co_return;
        }
    }

    void listen_to(const peer& fresh) {
        const auto id = fresh.id();
        heard_.emplace(id, fresh.on_event([this, id](const event& told) {
            if (const auto* arrived = std::get_if<message_arrived>(&told)) {
                read(arrived->message);
            } else if (std::holds_alternative<disconnected>(told)) {
                asio::post(io_, [this, id] { heard_.erase(id); });
            }
        }));
    }

    /// What an owner does at the least: it looks at what came. A block is read where it lies.
    void read(const wire::message& message) {
        if (const auto inv = message.get_if<wire::inv>()) {
            for (const auto& item : inv->items) seen_ += item.hash.bytes[0];
        } else if (const auto tx = message.get_if<wire::tx>()) {
            for (const auto& output : tx->transaction.outputs) {
                seen_ += static_cast<std::uint64_t>(output.value);
            }
        } else if (message.is<wire::block>()) {
            const byte_view payload = message.raw();
            seen_ += wire::decode_prefix<wire::block_header>(payload)->value.time;
        }
    }

    /// From the call until all is written. What everybody reads meanwhile is on the other core.
    void fan_out(std::size_t rounds) {
        const auto count = peers_.size();
        std::vector<double> seconds;
        std::vector<double> processor;
        std::vector<double> held;
        wire::inv news;
        news.items.resize(1, {wire::inventory_type::transaction, {}});
        io_.restart();
        for (std::size_t round = 0; round < rounds; ++round) {
            store_le(news.items[0].hash.bytes.data(), round + 1);
            const auto sent_before = peers_.statistics().messages_sent;
            const auto before = allocated_bytes();
            const stopwatch watch;
            peers_.broadcast(wire::message(news));
            const auto queued = allocated_bytes();
            io_.poll();
            seconds.push_back(watch.seconds());
            processor.push_back(watch.processor());
            held.push_back(queued - before);
            if (peers_.statistics().messages_sent != sent_before + count) {
                give_up("not everybody was told at once");
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        const auto each = 1.0 / static_cast<double>(count);
        tell({
            {"peers", static_cast<double>(count)},
            {"seconds", median(seconds)},
            {"per_peer", median(seconds) * each},
            {"processor_per_peer", median(processor) * each},
            {"held_per_peer", median(held) * each},
        });
    }

    asio::io_context io_{1};
    peer_set peers_;
    std::unordered_map<std::uint64_t, subscription> heard_;
    std::vector<listener> open_;
    std::uint64_t seen_ = 0;
};

}  // namespace

void serve(const arguments& given) { server(given).run(); }

}  // namespace bitpeer::bench
