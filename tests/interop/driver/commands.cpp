#include "commands.hpp"

#include <bitpeer/base/endian.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/inventory.hpp>

#include "output.hpp"
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

void tell_error(std::string_view what, std::string_view message) {
    tell(event("error").field("command", what).field("message", message));
}

/// Reads the payload as it was agreed on; messages that are newer than that as today's.
template <class... M>
[[nodiscard]] std::optional<wire::message> decoded(
    wire::command_name command, byte_view payload, wire::format_options agreed,
    wire::type_list<M...> /*all*/
) {
    std::optional<wire::message> made;
    const auto attempt = [&]<class T>(std::type_identity<T>) {
        if (T::command != command) return;
        auto value = wire::decode<T>(payload, agreed);
        if (!value) value = wire::decode<T>(payload);
        if (value) made.emplace(std::move(*value));
    };
    (attempt(std::type_identity<M>{}), ...);
    return made;
}

void send_message(const peer& to, std::istream& words, bool raw) {
    std::string name;
    std::string text;
    words >> name >> text;
    const auto command = wire::command_name::parse(name);
    auto payload = from_hex(text);
    if (!command || !payload) return tell_error(name, "no command, or no hexadecimal payload");
    const auto message =
        raw ? wire::message(*command, shared_bytes(std::move(*payload)))
            : decoded(*command, *payload, to.negotiated().format(), wire::bitcoin_messages{});
    if (!message) return tell_error(name, "the payload is not what the command says");
    const auto sent = to.send(*message, [name](send_outcome outcome) {
        tell(event("sent").field("command", name).field("outcome", outcome));
    });
    if (!sent) {
        tell(event("refused").field("command", name).field("message", sent.error().message()));
    }
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

void announce(const peer& to, std::istream& words) {
    std::map<std::string, std::uint64_t> outcomes;
    for (const auto& entry : read_entries(words)) {
        const auto announced = to.announce(entry);
        ++outcomes[std::string(announced ? to_string(*announced) : "refused")];
    }
    auto told = event("announced");
    for (const auto& [outcome, count] : outcomes) told.field(outcome, count);
    tell(told);
}

void add_known(const peer& to, std::istream& words) {
    for (const auto& entry : read_entries(words)) to.add_known(entry);
}

asio::awaitable<void> measure(peer with) {
    const auto answered = co_await with.ping(10s);
    if (!answered) tell_error("ping", answered.error().message());
}

void tell_statistics(const peer& of) {
    const auto counted = of.statistics();
    const auto agreed = of.negotiated();
    tell(event("stats")
             .field("state", of.state())
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
             .field("remote_fee_filter", agreed.remote_fee_filter));
}

using action = std::function<void(const peer&, std::istream&)>;

const std::map<std::string, action>& actions() {
    static const std::map<std::string, action> all{
        {"send", [](const peer& to, std::istream& words) { send_message(to, words, false); }},
        {"send-raw", [](const peer& to, std::istream& words) { send_message(to, words, true); }},
        {"announce", announce},
        {"know", add_known},
        {"ping",
         [](const peer& to, std::istream&) {
             asio::co_spawn(to.get_executor(), measure(to), asio::detached);
         }},
        {"stats", [](const peer& to, std::istream&) { tell_statistics(to); }},
        {"disconnect",
         [](const peer& to, std::istream& words) {
             std::string detail;
             std::getline(words >> std::ws, detail);
             to.disconnect(detail);
         }},
    };
    return all;
}

}  // namespace

void obey(const peer& with, const std::string& line) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    const auto found = actions().find(name);
    if (found == actions().end()) return tell_error(name, "no such command");
    found->second(with, words);
}

}  // namespace bitpeer::interop
