#include <bitpeer/base/assert.hpp>
#include <bitpeer/runtime/detail/session.hpp>
#include <bitpeer/runtime/peer.hpp>

#include <utility>

namespace bitpeer {

peer::peer(std::shared_ptr<detail::session_handle> handle) : handle_(std::move(handle)) {}

detail::session& peer::get() const {
    ensure(handle_ != nullptr);
    return *handle_->get();
}

wire::version peer::remote() const {
    return get().look([](const engine& e) { return e.negotiated().remote; });
}

features peer::negotiated() const {
    return get().look([](const engine& e) { return e.negotiated(); });
}

std::uint64_t peer::id() const { return get().id(); }

const std::string& peer::remote_address() const { return get().remote_address(); }

const std::string& peer::local_address() const { return get().local_address(); }

std::string peer::to_string() const {
    const bool inbound = who_dialled() == direction::inbound;
    return remote_address() + (inbound ? " (inbound)" : " (outbound)");
}

direction peer::who_dialled() const {
    return get().look([](const engine& e) { return e.who_dialled(); });
}

stage peer::state() const {
    return get().look([](const engine& e) { return e.state(); });
}

statistics peer::statistics() const {
    return get().look([](const engine& e) { return e.statistics(); });
}

std::string peer::transport() const {
    return get().look([](const engine& e) { return std::string(e.transport()); });
}

std::optional<transport::session_id> peer::session() const {
    return get().look([](const engine& e) { return e.session(); });
}

std::optional<transport::openings> peer::opened() const {
    return get().look([](const engine& e) { return e.opened(); });
}

bool peer::falls_back_to_v1() const {
    return get().look([](const engine& e) { return e.falls_back_to_v1(); });
}

bool peer::send_decoy(std::size_t contents) const {
    return get().act_quietly([=](engine& e, instant now) { return e.send_decoy(contents, now); });
}

std::optional<disconnect> peer::why_ended() const { return get().why_ended(); }

boost::asio::any_io_executor peer::get_executor() const { return get().get_executor(); }

result<void, failure> peer::send(const wire::message& message) const {
    return get().send(message, {});
}

result<void, failure> peer::send(
    const wire::message& message, std::function<void(send_outcome)> done
) const {
    return get().send(message, std::move(done));
}

boost::asio::awaitable<result<void, failure>> peer::async_send(wire::message message) const {
    return get().async_send(std::move(message));
}

result<announcement, failure> peer::announce(const wire::inventory& entry) const {
    return get().act([&](engine& e, instant now) { return e.announce(entry, now); });
}

result<void, failure> peer::announce_now(std::span<const wire::inventory> entries) const {
    return get().act([&](engine& e, instant now) { return e.announce_now(entries, now); });
}

void peer::add_known(const wire::inventory& entry) const {
    get().note([&](engine& e) { e.add_known(entry); });
}

bool peer::knows(const wire::inventory& entry) const {
    return get().look([&](const engine& e) { return e.knows(entry); });
}

result<std::vector<node_address>, failure> peer::send_addresses(std::span<const node_address> known
) const {
    return get().act([&](engine& e, instant now) { return e.send_addresses(known, now); });
}

result<bool, failure> peer::reject(const wire::reject& why) const {
    return get().act([&](engine& e, instant now) { return e.reject(why, now); });
}

const kind_rules& peer::kind() const {
    return *get().look([](const engine& e) { return &e.kind(); });
}

result<announcement, failure> peer::announce_transaction(const transaction_news& news) const {
    return get().act([&](engine& e, instant now) { return e.announce_transaction(news, now); });
}

result<announcement, failure> peer::announce_blocks(const wire::header_batch& newest) const {
    return get().act([&](engine& e, instant now) { return e.announce_blocks(newest, now); });
}

result<bool, failure> peer::ask_compact_blocks(bool high_bandwidth) const {
    return get().act([=](engine& e, instant now) {
        return e.ask_compact_blocks(high_bandwidth, now);
    });
}

void peer::set_fee_filter(std::int64_t rate) const {
    (void)get().act_quietly([=](engine& e, instant now) {
        e.set_fee_filter(rate, now);
        return true;
    });
}

result<bool, failure> peer::ask_blocks(const wire::locator& from) const {
    return get().act([&](engine& e, instant now) { return e.ask_blocks(from, now); });
}

result<bool, failure> peer::ask_headers(const wire::locator& from) const {
    return get().act([&](engine& e, instant now) { return e.ask_headers(from, now); });
}

void peer::note_remote_height(std::int32_t height) const {
    get().note([&](engine& e) { e.note_remote_height(height); });
}

void peer::note_announced_block(const std::optional<hash256>& hash) const {
    get().note([&](engine& e) { e.note_announced_block(hash); });
}

boost::asio::awaitable<result<wire::message, failure>> peer::get_headers_message(
    wire::locator from, duration within
) const {
    return get().ask([from = std::move(from), within](engine& e, instant now) {
        return e.request_headers(from, within, now);
    });
}

boost::asio::awaitable<result<wire::message, failure>> peer::get_block_message(
    hash256 hash, duration within
) const {
    return get().ask([hash, within](engine& e, instant now) {
        return e.request_block(hash, within, now);
    });
}

boost::asio::awaitable<result<std::vector<result<wire::message, failure>>, failure>> peer::get_data(
    std::vector<wire::inventory> wanted, duration within
) const {
    return get().ask_data(std::move(wanted), within);
}

boost::asio::awaitable<result<duration, failure>> peer::ping(duration within) const {
    return get().ping(within);
}

raw_inbox peer::open_inbox(std::span<const wire::message_type_id> types, inbox_options options)
    const {
    return raw_inbox(get().open_inbox({types.begin(), types.end()}, options));
}

subscription peer::on_type(
    wire::message_type_id type, std::function<void(const wire::message&)> callback
) const {
    return on_any([type, callback = std::move(callback)](const wire::message& message) {
        if (message.type() == type) callback(message);
    });
}

subscription peer::on_any(std::function<void(const wire::message&)> callback) const {
    return get().on_message.add(std::move(callback));
}

subscription peer::on_event(std::function<void(const event&)> callback) const {
    return get().on_event.add(std::move(callback));
}

subscription peer::on_heard(std::function<void(const heard_frame&)> callback) const {
    auto added = get().on_heard.add(std::move(callback));
    get().report_heard();
    return added;
}

subscription peer::tap(std::function<void(const tapped_message&)> callback) const {
    auto added = get().taps.add(std::move(callback));
    get().report_writes();
    return added;
}

boost::asio::awaitable<result<void, failure>> peer::ready() const { return get().ready(); }

void peer::disconnect(std::string detail) const { get().disconnect(std::move(detail)); }

boost::asio::awaitable<result<bitpeer::disconnect, failure>> peer::closed() const {
    return get().closed();
}

result<bitpeer::disconnect, failure> peer::wait() const { return get().wait(); }

}  // namespace bitpeer
