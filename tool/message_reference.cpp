#include "message_reference.hpp"

#include <bitpeer/engine/conduct.hpp>

#include <fmt/format.h>

#include <array>
#include <iterator>

namespace bitpeer::tool {

namespace {

using text_end = std::back_insert_iterator<std::string>;

std::string size_text(const wire::size_bounds& size) {
    if (size.min == size.max) return std::to_string(size.min);
    return fmt::format(
        "{} to {}", size.min, std::min<std::uint64_t>(size.max, wire::max_message_payload)
    );
}

/// Which protocol versions have it; empty: all.
std::string versions_text(const wire::row& row) {
    auto text = row.since == 0 ? "" : std::to_string(row.since);
    if (row.until != wire::for_ever) text += fmt::format(" to {}", row.until);
    return text;
}

void overview(text_end out, const wire::dialect& dialect) {
    fmt::format_to(
        out,
        "| command | v2 id | since | phase | most bytes | meaning |\n|---|---|---|---|---|---|\n"
    );
    for (const auto& row : dialect.rows) {
        fmt::format_to(
            out,
            "| [`{0}`](#{0}) | {1} | {2} | {3} | {4} | {5} |\n",
            row.command.text(),
            row.v2_id.number == 0 ? "" : std::to_string(row.v2_id.number),
            versions_text(row),
            to_string(row.when),
            row.max_payload,
            row.about
        );
    }
}

void legality_section(text_end out, const wire::dialect& dialect) {
    constexpr std::array stages{stage::awaiting_version, stage::awaiting_verack, stage::running};
    constexpr std::array phases{
        wire::phase::opening,
        wire::phase::negotiation,
        wire::phase::closing,
        wire::phase::early,
        wire::phase::running,
    };
    fmt::format_to(out, "\n## What is legal when\n\n| stage |");
    for (const auto phase : phases) fmt::format_to(out, " {} |", to_string(phase));
    fmt::format_to(out, "\n|---|---|---|---|---|---|\n");
    for (const auto now : stages) {
        fmt::format_to(out, "| {} |", to_string(now));
        for (const auto phase : phases) {
            fmt::format_to(out, " {} |", to_string(conduct_of(dialect).legal.at(now, phase)));
        }
        fmt::format_to(out, "\n");
    }
}

void section(text_end out, const wire::row& row) {
    fmt::format_to(out, "\n## {}\n\n{}.\n", row.command.text(), row.about);
    const auto fields = row.describe();
    if (fields.empty()) {
        fmt::format_to(out, "\nNo fields.\n");
        return;
    }
    fmt::format_to(out, "\n| field | type | bytes | |\n|---|---|---|---|\n");
    for (const auto& field : fields) {
        fmt::format_to(
            out,
            "| `{}` | {} | {} | {} |\n",
            field.name,
            field.type,
            size_text(field.size),
            field.optional ? "may be missing" : ""
        );
    }
}

}  // namespace

std::string message_reference(const wire::dialect& dialect) {
    std::string text;
    text_end out(text);
    fmt::format_to(
        out,
        "# The messages of {}\n\nMade by `bitpeer messages --markdown` from the structs in "
        "`bitpeer/wire/`; a test compares it. Integers are little endian unless the type "
        "says "
        "otherwise. *Since* is the first protocol version that has the message; *v2 id* its "
        "one-byte "
        "name in the encrypted transport (BIP324).\n\n",
        dialect.name
    );
    overview(out, dialect);
    legality_section(out, dialect);
    for (const auto& row : dialect.rows) section(out, row);
    text.pop_back();
    return text;
}

}  // namespace bitpeer::tool
