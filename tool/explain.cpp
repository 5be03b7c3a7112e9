/// `bitpeer explain`: the handshake, byte by byte.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include "annotated_frame.hpp"
#include "coroutine.hpp"
#include "dial.hpp"
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

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
        std::vector<tapped_message> talk;
        const auto peer =
            co_await dialler.connect(address_, seconds(timeout_), [&](const bitpeer::peer& fresh) {
                talk.clear();  // a second attempt begins anew
                tap = fresh.tap([&](const tapped_message& message) { talk.push_back(message); });
            });
        const bool encrypted = peer && peer->transport() == "v2";
        if (peer) tell_opening(around, *peer);
        for (const auto& message : talk) {
            tell_message(around, message, encrypted);
            const bool theirs = message.flow == flow::received;
            if (theirs && message.command == wire::verack::command) break;
        }
        if (!peer) co_return tell(around.out, peer.error());
        around.out.line("Both sides are up: from here on either may say anything.");
        peer->disconnect();
        co_await peer->closed();
        co_return outcome::done;
    }

    static void tell_opening(const surroundings& around, const bitpeer::peer& with) {
        const auto taken = with.statistics();
        around.out.line(
            fmt::format("transport {} ({})\n", taken.transport, explanation_of(taken.chosen))
        );
        const auto opened = with.opened();
        if (!opened) return;
        tell_run(around, flow::written, "opening", annotate_opening(opened->ours), {});
        tell_run(around, flow::received, "opening", annotate_opening(opened->theirs), {});
        const auto session = to_hex(with.session().value());
        wire::json_object fields;
        fields.field("session_id", session);
        around.out.event(
            "session",
            fields,
            "From here on everything is encrypted, and shown as it was before; first from each "
            "side a packet\nwith nothing in it. The same on both sides, unless somebody is in "
            "between: session id\n" +
                session + "\n"
        );
    }

    static void tell_message(
        const surroundings& around, const tapped_message& message, bool encrypted
    ) {
        if (message.dropped && message.command.empty()) return;  // not even a command to explain
        const auto annotate = encrypted ? annotate_packet : annotate_frame;
        tell_run(
            around,
            message.flow,
            message.command.text(),
            annotate(around.network, message.command, message.payload),
            encrypted ? ", then a tag of 16 bytes" : ""
        );
    }

    static void tell_run(
        const surroundings& around, flow way, std::string_view name, const annotated_frame& frame,
        std::string_view more
    ) {
        const bool theirs = way == flow::received;
        std::vector<told_note> notes;
        for (const auto& note : frame.notes) notes.push_back({note});
        wire::json_object fields;
        fields.field("direction", theirs ? "in" : "out")
            .field("command", name)
            .field("bytes", byte_view(frame.data))
            .field("notes", notes);
        auto text = fmt::format(
            "{} {}, {} bytes{}",
            theirs ? "<- the node sends" : "-> we send",
            name,
            frame.data.size(),
            more
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
