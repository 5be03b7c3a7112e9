#include "commands.hpp"

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/every_layout.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/message.hpp>

#include "block_orders.hpp"
#include "output.hpp"
#include "transport_fields.hpp"
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace bitpeer::interop {

namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

/// Reads the payload as the dialect's message of that name, and as it was agreed on; messages that
/// are newer than that as today's.
template <class... M>
[[nodiscard]] std::optional<wire::message> decoded(
    const wire::row& known, byte_view payload, wire::format_options agreed,
    wire::format_options newest, wire::type_list<M...> /*all*/
) {
    std::optional<wire::message> made;
    const auto attempt = [&]<class T>(std::type_identity<T>) {
        if (wire::message_type_id::of<T>() != known.type) return;
        auto value = wire::decode<T>(payload, agreed);
        if (!value) value = wire::decode<T>(payload, newest);
        if (value) made.emplace(std::move(*value));
    };
    (attempt(std::type_identity<M>{}), ...);
    return made;
}

void send(const peer& to, const std::string& name, const wire::message& message) {
    const auto sent = to.send(message, [name](send_outcome outcome) {
        tell(event("sent").field("command", name).field("outcome", outcome));
    });
    if (!sent) {
        tell(event("refused").field("command", name).field("message", sent.error().message()));
    }
}

/// The command and the payload that a line names.
struct named_payload {
    std::string name;
    std::optional<wire::command_name> command;
    bytes payload;
};

[[nodiscard]] named_payload read_payload(std::istream& words) {
    named_payload read;
    std::string text;
    words >> read.name >> text;
    read.command = wire::command_name::parse(read.name);
    auto payload = from_hex(text);
    if (payload) read.payload = std::move(*payload);
    if (!payload) read.command.reset();
    if (!read.command) tell_error(read.name, "no command, or no hexadecimal payload");
    return read;
}

void send_value(const connection& with, std::istream& words) {
    const auto read = read_payload(words);
    if (!read.command) return;
    const auto* known = with.dialect.find(*read.command);
    if (known == nullptr) return tell_error(read.name, "the dialect has no such message");
    const auto message = decoded(
        *known,
        read.payload,
        with.remote.negotiated().format(),
        with.dialect.format(),
        wire::every_layout{}
    );
    if (!message) return tell_error(read.name, "the payload is not what the command says");
    send(with.remote, read.name, *message);
}

void send_raw(const connection& with, std::istream& words) {
    auto read = read_payload(words);
    if (!read.command) return;
    send(
        with.remote, read.name, wire::message(*read.command, shared_bytes(std::move(read.payload)))
    );
}

/// The entries that a line names. The first eight bytes of each hash are its number.
[[nodiscard]] std::vector<wire::inventory> read_entries(std::istream& words) {
    std::uint32_t type = 0;
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    words >> type >> first >> count;
    std::vector<wire::inventory> entries;
    for (auto number = first; number < first + count; ++number) {
        auto& entry = entries.emplace_back();
        entry.type.number = type;
        store_le(entry.hash.bytes.data(), number);
    }
    return entries;
}

void announce(const connection& with, std::istream& words) {
    std::map<std::string, std::uint64_t> outcomes;
    for (const auto& entry : read_entries(words)) {
        const auto announced = with.remote.announce(entry);
        ++outcomes[std::string(announced ? to_string(*announced) : "refused")];
    }
    auto told = event("announced");
    for (const auto& [outcome, count] : outcomes) told.field(outcome, count);
    tell(told);
}

void add_known(const connection& with, std::istream& words) {
    for (const auto& entry : read_entries(words)) with.remote.add_known(entry);
}

asio::awaitable<void> measure(peer with) {
    const auto answered = co_await with.ping(10s);
    if (!answered) tell_error("ping", answered.error().message());
}

void tell_statistics(const peer& of) {
    const auto counted = of.statistics();
    const auto agreed = of.negotiated();
    auto told = event("stats");
    told.field("state", of.state())
        .field("bytes_received", counted.bytes_received)
        .field("bytes_sent", counted.bytes_sent)
        .field("messages_received", counted.messages_received)
        .field("messages_sent", counted.messages_sent)
        .field("unknown_messages", counted.unknown_messages)
        .field("malformed_messages", counted.malformed_messages)
        .field("out_of_place_messages", counted.out_of_place_messages)
        .field("time_offset", counted.time_offset)
        .field("protocol_version", agreed.protocol_version)
        .field("remote_wants_headers", agreed.remote_wants_headers)
        .field("remote_fee_filter", agreed.remote_fee_filter);
    add_transport(told, of);
    tell(told);
}

using action = std::function<void(const connection&, std::istream&)>;

const std::map<std::string, action>& actions() {
    static const std::map<std::string, action> all{
        {"send", send_value},
        {"send-raw", send_raw},
        {"announce", announce},
        {"know", add_known},
        {"ping",
         [](const connection& with, std::istream&) {
             asio::co_spawn(with.remote.get_executor(), measure(with.remote), asio::detached);
         }},
        {"stats", [](const connection& with, std::istream&) { tell_statistics(with.remote); }},
        {"filter", [](const connection&, std::istream& words) { tell_filter(words); }},
        {"reconstruct",
         [](const connection& with, std::istream& words) { reconstruct(with.dialect, words); }},
        {"disconnect",
         [](const connection& with, std::istream& words) {
             std::string detail;
             std::getline(words >> std::ws, detail);
             with.remote.disconnect(detail);
         }},
    };
    return all;
}

}  // namespace

void obey(const connection& with, const std::string& line) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    const auto found = actions().find(name);
    if (found == actions().end()) return tell_error(name, "no such command");
    found->second(with, words);
}

}  // namespace bitpeer::interop
