/// `bitpeer messages`: the protocol's table, made from the code.

#include <bitpeer/engine/negotiation_table.hpp>

#include "message_reference.hpp"
#include "verb.hpp"
#include <fmt/format.h>

namespace bitpeer::tool {

namespace {

class messages_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "messages"; }
    [[nodiscard]] std::string_view about() const override {
        return "the protocol's messages: layout, limits, when they are legal";
    }

    void declare(options& taken) override {
        taken.optional_argument("COMMAND", command_, "only this one");
        taken.flag("--markdown", markdown_, "the whole reference, as docs/messages.md has it");
        taken.flag(
            "--negotiation",
            negotiation_,
            "what peers agree on, and the kinds of connections, as docs/negotiation.md has it"
        );
    }

    outcome run(const surroundings& around) override {
        const auto& dialect = *around.network.dialect;
        if (markdown_) {
            around.out.line(message_reference(dialect));
            return outcome::done;
        }
        if (negotiation_) {
            auto page = negotiation_page();
            page.pop_back();  // `line` ends it
            around.out.line(page);
            return outcome::done;
        }
        bool found = command_.empty();
        if (found)
            around.out.line(fmt::format(
                "{:<13} {:>5} {:>6} {:<12} {:>8}  {}",
                "command",
                "v2 id",
                "since",
                "phase",
                "max",
                "about"
            ));
        for (const auto& row : dialect.rows) {
            if (!command_.empty() && row.command.text() != command_) continue;
            found = true;
            tell(row, around.out);
        }
        if (found) return outcome::done;
        around.out.error(
            "unknown_command", fmt::format("{} has no message '{}'", dialect.name, command_)
        );
        return outcome::wrong_usage;
    }

private:
    void tell(const wire::row& row, report& out) const {
        wire::json_object fields;
        fields.field("command", row.command)
            .field("v2_id", row.v2_id.number)
            .field("since", row.since)
            .field("phase", to_string(row.when))
            .field("max_payload", row.max_payload)
            .field("about", row.about);
        if (row.until != wire::for_ever) fields.field("until", row.until);
        out.event(
            "message_type",
            fields,
            fmt::format(
                "{:<13} {:>5} {:>6} {:<12} {:>8}  {}",
                row.command.text(),
                row.v2_id.number == 0 ? "-" : std::to_string(row.v2_id.number),
                row.since == 0 ? "-" : std::to_string(row.since),
                to_string(row.when),
                row.max_payload,
                row.about
            )
        );
        if (command_.empty()) return;
        for (const auto& field : row.describe()) {
            out.line(fmt::format(
                "    {:<28} {}{}", field.name, field.type, field.optional ? " (may be missing)" : ""
            ));
        }
    }

    std::string command_;
    bool markdown_ = false;
    bool negotiation_ = false;
};

}  // namespace

std::unique_ptr<verb> make_messages() { return std::make_unique<messages_verb>(); }

}  // namespace bitpeer::tool
