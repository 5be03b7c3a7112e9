/// `bitpeer explain`: the handshake, byte by byte.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include "annotated_frame.hpp"
#include "coroutine.hpp"
#include "dial.hpp"
#include <fmt/format.h>

#include <string>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;

/// For JSON: one run of bytes.
struct told_note {
    const wire::annotation& note;

    static constexpr void fields(const told_note& self, auto& ar) {
        ar("offset", self.note.offset);
        ar("size", self.note.size);
        ar("field", self.note.field);
        ar("value", self.note.value);
    }
};

class explain_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "explain"; }
    [[nodiscard]] std::string_view about() const override {
        return "the handshake as a hex dump in which every byte has a meaning";
    }

    void declare(options& taken) override {
        taken.argument("ADDR", address_, "host[:port]");
        taken.value("--timeout", timeout_, "seconds for the connection (10)");
        dialling_.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = dialling_.refuse(around.out)) return *end;
        return run_until_done([&](asio::io_context& io, interruption& /*interrupt*/) {
            return explain(around, io);
        });
    }

private:
    asio::awaitable<outcome> explain(const surroundings& around, asio::io_context& io) const {
        const auto dialler = dialling_.make_client(io, dial_config(around.network));
        subscription tap;
        bool over = false;
        const auto peer =
            co_await dialler.connect(address_, seconds(timeout_), [&](const bitpeer::peer& fresh) {
                tap = fresh.tap([&](const tapped_message& message) {
                    if (!over) tell_frame(around, message);
                    const bool theirs = message.flow == flow::received;
                    over = over || (theirs && message.command == wire::verack::command);
                });
            });
        if (!peer) co_return tell(around.out, peer.error());
        around.out.line("Both sides are up: from here on either may say anything.");
        peer->disconnect();
        co_await peer->closed();
        co_return outcome::done;
    }

    static void tell_frame(const surroundings& around, const tapped_message& message) {
        const bool theirs = message.flow == flow::received;
        if (message.dropped && message.command.empty()) return;  // not even a command to explain
        const auto frame = annotate_frame(around.network, message.command, message.payload);
        std::vector<told_note> notes;
        for (const auto& note : frame.notes) notes.push_back({note});
        wire::json_object fields;
        fields.field("direction", theirs ? "in" : "out")
            .field("command", message.command)
            .field("bytes", byte_view(frame.data))
            .field("notes", notes);
        auto text = fmt::format(
            "{} {}, {} bytes",
            theirs ? "<- the node sends" : "-> we send",
            message.command.text(),
            frame.data.size()
        );
        for (const auto& line : dump_lines(frame)) text += '\n' + line;
        around.out.event("frame", fields, text + '\n');
    }

    std::string address_;
    double timeout_ = 10;
    dialling dialling_;
};

}  // namespace

std::unique_ptr<verb> make_explain() { return std::make_unique<explain_verb>(); }

}  // namespace bitpeer::tool
