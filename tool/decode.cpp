/// `bitpeer decode`: frames in, JSON out.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/message.hpp>

#include "verb.hpp"
#include <fmt/format.h>

#include <cctype>
#include <fstream>
#include <iostream>
#include <iterator>

namespace bitpeer::tool {

namespace {

class decode_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "decode"; }
    [[nodiscard]] std::string_view about() const override {
        return "frames, or one payload, from hexadecimal text or a file, as JSON";
    }

    void declare(options& taken) override {
        taken.optional_argument(
            "FILE", file_, "raw bytes to read; default: hexadecimal text on standard input"
        );
        taken.value(
            "--payload", payload_of_, "the input is one payload of this command, without a frame"
        );
        taken.value(
            "--protocol-version", protocol_version_, "the version that the peers agreed on (70017)"
        );
    }

    outcome run(const surroundings& around) override {
        const auto input = read(around.out);
        if (!input) return outcome::wrong_usage;
        if (!payload_of_.empty()) return decode_payload(around, *input);
        return decode_frames(around, *input);
    }

private:
    [[nodiscard]] wire::format_options format(const wire::dialect& dialect) const {
        if (!protocol_version_) return dialect.format();
        return dialect.format(static_cast<int>(*protocol_version_));
    }

    std::optional<bytes> read(report& out) const {
        if (!file_.empty()) {
            std::ifstream file(file_, std::ios::binary);
            if (!file) {
                out.error("unreadable_file", fmt::format("cannot read '{}'", file_));
                return std::nullopt;
            }
            return bytes(std::istreambuf_iterator<char>(file), {});
        }
        std::string text;
        for (std::istreambuf_iterator<char> next(std::cin), end; next != end; ++next) {
            if (std::isspace(static_cast<unsigned char>(*next)) == 0) text += *next;
        }
        auto data = from_hex(text);
        if (data) return std::move(*data);
        out.error(
            "bad_hex",
            fmt::format("the input is no hexadecimal text at digit {}", data.error().position)
        );
        return std::nullopt;
    }

    [[nodiscard]] outcome tell(
        const surroundings& around, wire::command_name command, const shared_bytes& payload
    ) const {
        wire::json_object fields;
        fields.field("command", command).field("payload_bytes", payload.size());
        const auto* known = around.network.dialect->find(command);
        auto line = fmt::format("{}, {} bytes", command.text(), payload.size());
        if (known == nullptr) {
            fields.field("payload", payload.view());
            around.out.event("message", fields, line + ": unknown command");
            return outcome::done;
        }
        const auto json = known->to_json(payload, format(*around.network.dialect));
        if (!json) {
            around.out.error(to_string(json.error().code), json.error().message());
            return outcome::remote_failed;
        }
        fields.field_json("fields", *json);
        around.out.event("message", fields, line + ": " + *json);
        return outcome::done;
    }

    [[nodiscard]] outcome decode_payload(const surroundings& around, const bytes& input) const {
        const auto command = wire::command_name::parse(payload_of_);
        if (!command) {
            around.out.error("unknown_command", fmt::format("'{}' is no command", payload_of_));
            return outcome::wrong_usage;
        }
        return tell(around, *command, shared_bytes::copy(input));
    }

    [[nodiscard]] outcome decode_frames(const surroundings& around, byte_view rest) const {
        transport::v1 frames(around.network);
        auto result = outcome::done;
        while (!rest.empty()) {
            const auto item = frames.receive(rest);
            if (const auto* frame = std::get_if<transport::frame>(&item)) {
                if (tell(around, frame->command, frame->payload) != outcome::done) {
                    result = outcome::remote_failed;
                }
            } else if (const auto* lost = std::get_if<transport::dropped_frame>(&item)) {
                around.out.error(
                    to_string(lost->code),
                    fmt::format(
                        "a message '{}' of {} bytes is dropped: {}",
                        lost->command,
                        lost->payload_size,
                        to_string(lost->code)
                    )
                );
                result = outcome::remote_failed;
            } else if (const auto* end = std::get_if<transport::broken_stream>(&item)) {
                around.out.error(to_string(end->code), end->message());
                return outcome::remote_failed;
            }
        }
        if (frames.buffered() > 0) {
            around.out.error("truncated", "the input ends inside a frame");
            return outcome::remote_failed;
        }
        return result;
    }

    std::string file_;
    std::string payload_of_;
    std::optional<std::uint64_t> protocol_version_;
};

}  // namespace

std::unique_ptr<verb> make_decode() { return std::make_unique<decode_verb>(); }

}  // namespace bitpeer::tool
