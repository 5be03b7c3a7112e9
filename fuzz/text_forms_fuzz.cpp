// aims: bitpeer/wire/address_text.cpp bitpeer/wire/address.cpp bitpeer/wire/address_class.cpp
// bitpeer/base/hex.cpp bitpeer/base/base32.cpp bitpeer/runtime/host_port.cpp
// bitpeer/wire/user_agent.cpp bitpeer/wire/services.cpp bitpeer/wire/inventory.cpp
// bitpeer/transport/printable.cpp
/// All that has a form as text: what is read is written in one form, which is read as the same
/// again; what a stranger sent is shown in printable letters.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/base/base32.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/runtime/host_port.hpp>
#include <bitpeer/transport/printable.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/address_class.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/inventory.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/locator.hpp>
#include <bitpeer/wire/services.hpp>
#include <bitpeer/wire/user_agent.hpp>

#include "input.hpp"
#include "json_checker.hpp"

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace {

using namespace bitpeer;
using fuzz::as_text;
using fuzz::input;

std::string lower(std::string_view text) {
    std::string made(text);
    for (auto& c : made) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return made;
}

bool all_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

void judge(const wire::address& where) {
    const auto text = where.to_string();
    ensure(all_printable(text));
    const auto read = wire::address::parse(text);
    ensure(read.has_value());
    ensure((where.is_cjdns() ? wire::as_cjdns(*read) : *read) == where);
    ensure(read->to_string() == text || where.is_cjdns());
    ensure(wire::address::parse(where.host_text(), where.port()) == *read);
    const auto group = wire::group_of(where);
    ensure(group.bytes().size() == 1 || wire::is_routable(where) || group.bytes()[0] == 6);
    if (const auto old = where.legacy()) {
        const auto back = wire::address::from_legacy(*old, where.port());
        ensure(back.legacy() == old);
    }
    ensure(wire::same_host(where, *read) || where.is_cjdns());
    if (where.usable()) ensure(where.network().number <= 6);
    ensure(!to_string(where.network()).empty());
}

void judge_address_text(std::string_view text) {
    if (const auto where = wire::address::parse(text)) {
        judge(*where);
    } else {
        ensure(to_string(where.error()) != "unknown");
    }
}

void judge_host_port(std::string_view text) {
    const auto read = parse_host_port(text, 8333);
    if (!read) return;
    ensure(!read->host.empty() && read->host.find('[') == std::string::npos);
    const auto again = parse_host_port(to_string(*read), 1);
    ensure(again.has_value() && *again == *read);
}

void judge_hex(byte_view run) {
    const auto text = as_text(run);
    const auto written = to_hex(run);
    ensure(written.size() == 2 * run.size() && from_hex(written) == fuzz::copied(run));
    const auto read = from_hex(text);
    const auto is_digit = [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; };
    const auto wrong =
        static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
    ensure(read.has_value() == (wrong == text.size() && text.size() % 2 == 0));
    if (read) {
        ensure(to_hex(*read) == lower(text));
    } else {
        ensure(read.error().position <= text.size());
        if (wrong < text.size() - text.size() % 2) ensure(read.error().position == wrong);
    }
    if (const auto hash = hash256::parse(text)) {
        ensure(hash->to_string() == lower(text));
        ensure(hash256::parse(hash->to_string()) == hash);
    } else {
        ensure(text.size() != 64 || wrong < 64);
    }
}

void judge_base32(byte_view run) {
    const auto text = as_text(run);
    const auto written = to_base32(run);
    ensure(written.size() == (run.size() * 8 + 4) / 5);
    ensure(from_base32(written) == fuzz::copied(run));
    if (const auto read = from_base32(text)) ensure(to_base32(*read) == lower(text));
}

void judge_command(byte_view run) {
    const auto text = as_text(run);
    const auto name = wire::command_name::parse(text);
    ensure(name.has_value() == (!text.empty() && text.size() <= 12 && all_printable(text)));
    if (name) ensure(name->text() == text && !name->empty());
    if (run.size() >= 12) {
        const auto read = wire::command_name::from_wire(run.first<12>());
        if (read) {
            ensure(std::ranges::equal(read->padded(), text.substr(0, 12)));
            ensure(wire::command_name::parse(read->text()) == read);
        }
    }
    ensure(all_printable(transport::printable(run)));
}

void judge_user_agent(input& script) {
    std::vector<wire::user_agent_layer> layers(script.one_of(4));
    for (auto& layer : layers) {
        layer.name = as_text(script.take_counted());
        layer.version = as_text(script.take_counted());
        layer.comments.resize(script.one_of(3));
        for (auto& comment : layer.comments) comment = as_text(script.take_counted());
    }
    const auto made = wire::make_user_agent(layers);
    if (!made) {
        ensure(to_string(made.error()) != "unknown");
        return;
    }
    ensure(made->size() <= 256 && all_printable(*made));
    if (layers.empty()) return;
    ensure(made->front() == '/' && made->back() == '/');
    ensure(std::ranges::count(*made, '/') == std::ssize(layers) + 1);
}

void judge_names(input& script) {
    const wire::services flags{script.number(8)};
    const auto text = to_string(flags);
    ensure(all_printable(text) && !text.empty());
    // Each flag stands there once: the names' bits and the rest make the number again.
    ensure((text == "none") == (flags.number == 0));
    const wire::inventory_type type{static_cast<std::uint32_t>(script.number(4))};
    const auto name = to_string(type);
    ensure(!name.empty());
    if (std::isdigit(static_cast<unsigned char>(name[0])) != 0) {
        ensure(name == std::to_string(type.number));
    }
}

/// Locators have no text but their JSON, in which each hash is as people write it.
void judge_locator(byte_view run) {
    const auto read = wire::decode<wire::locator>(run);
    if (!read) return;
    const auto text = wire::to_json(*read);
    ensure(fuzz::json_checker::accepts(text));
    auto at = text.find("\"hashes\":[");
    for (const auto& hash : read->hashes) {
        at = text.find(hash.to_string(), at);
        ensure(at != std::string::npos);
        ensure(hash256::parse(text.substr(at, 64)) == hash);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1024) return 0;
    input script(data, size);
    const auto which = script.one_of(9);
    const auto run = script.rest();
    switch (which) {
        case 0: judge_address_text(as_text(run)); break;
        case 1:
            if (const auto where = wire::decode<wire::address>(run)) judge(*where);
            break;
        case 2: judge_host_port(as_text(run)); break;
        case 3: judge_hex(run); break;
        case 4: judge_base32(run); break;
        case 5: judge_command(run); break;
        case 6: judge_user_agent(script); break;
        case 7: judge_names(script); break;
        default: judge_locator(run);
    }
    return 0;
}
