// aims: bitpeer/wire/json_writer.cpp bitpeer/wire/json_writer.hpp
/// What the JSON writer writes is one line of valid JSON, whatever a stranger put into texts and
/// messages; a text that is valid UTF-8 comes back as it was.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/json_writer.hpp>
#include <bitpeer/wire/optional_tail.hpp>
#include <bitpeer/wire/row.hpp>
#include <bitpeer/wire/services.hpp>

#include "input.hpp"
#include "json_checker.hpp"

#include <array>
#include <bit>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace bitpeer;
using fuzz::as_text;
using fuzz::input;
using fuzz::json_checker;

void judge_text(std::string_view text) {
    std::string quoted;
    wire::append_json_string(quoted, text);
    const auto back = json_checker::unquoted(quoted);
    ensure(back.has_value());
    if (json_checker::is_utf8(text)) ensure(*back == text);
    // What acts on terminals never stands there as it is; U+0080 to U+009f neither.
    for (const char c : quoted) ensure(static_cast<std::uint8_t>(c) >= 0x20 && c != 0x7f);
    for (std::size_t i = 0; i + 1 < quoted.size(); ++i) {
        ensure(quoted[i] != '\xc2' || static_cast<std::uint8_t>(quoted[i + 1]) >= 0xa0);
    }
}

/// Values of all kinds in each other, as deep as the script says.
wire::json_object object_of(input& script, int depth) {
    wire::json_object object;
    for (auto count = script.one_of(6); count > 0 && !script.empty(); --count) {
        const auto name = as_text(script.take_counted());
        switch (script.one_of(11)) {
            case 0: object.field(name, as_text(script.take_counted())); break;
            case 1: object.field(name, script.take_counted()); break;
            case 2: object.field(name, std::bit_cast<double>(script.number(8))); break;
            case 3: object.field(name, static_cast<std::int64_t>(script.number(8))); break;
            case 4: object.field(name, script.yes()); break;
            case 5:
                object.field(name, script.yes() ? std::optional(script.byte()) : std::nullopt);
                break;
            case 6: {
                std::vector<std::string> list(script.one_of(4));
                for (auto& text : list) text = as_text(script.take_counted());
                object.field(name, list);
                break;
            }
            case 7: object.field(name, wire::services{script.number(8)}); break;
            case 8: {
                const auto where = wire::address::make(
                    {script.byte()},
                    script.take_counted(),
                    static_cast<std::uint16_t>(script.number(2))
                );
                object.field(name, where);
                break;
            }
            case 9: object.field_json(name, "[1,{}]"); break;
            default:
                if (depth < 60) object.field(name, object_of(script, depth + 1));
        }
    }
    return object;
}

/// Any payload of any message, at any protocol version, by the dialect's own table.
void judge_message(input& script) {
    static constexpr std::array dialects{
        &wire::dialects::bitcoin,
        &wire::dialects::litecoin,
        &wire::dialects::exchangecoin,
        &wire::dialects::dash};
    const auto& dialect = *dialects.at(script.one_of(dialects.size()));
    const auto& row = dialect.rows[script.byte() % dialect.rows.size()];
    auto options = dialect.format();
    if (script.yes()) options = dialect.format(static_cast<int>(script.number(3)));
    if (script.yes()) options.trailing = wire::trailing_bytes::refused;
    const auto payload = script.rest();
    const auto verdict = row.check(payload, options);
    const auto text = row.to_json(payload, options);
    ensure(verdict.has_value() == text.has_value());
    if (text) {
        ensure(json_checker::accepts(*text));
        return;
    }
    ensure(text.error().code == verdict.error().code);
    wire::json_object told;
    told.field("error", verdict.error().message());
    ensure(json_checker::accepts(told.text()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4096) return 0;
    input script(data, size);
    switch (script.one_of(3)) {
        case 0: judge_text(as_text(script.rest())); break;
        case 1: ensure(json_checker::accepts(object_of(script, 0).text())); break;
        default: judge_message(script);
    }
    return 0;
}
