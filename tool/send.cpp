/// `bitpeer send`: announces a transaction, serves it, and tells what became of it.

#include <bitpeer/runtime/client.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/notfound.hpp>
#include <bitpeer/wire/messages/reject.hpp>

#include "coroutine.hpp"
#include "dial.hpp"
#include "message_types.hpp"
#include "transaction_text.hpp"
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;

constexpr wire::command_name tx_command{"tx"};

class send_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "send"; }
    [[nodiscard]] std::string_view about() const override {
        return "announce a transaction, serve it, tell what became of it";
    }

    void declare(options& taken) override {
        taken.argument("ADDR", address_, "host[:port]");
        taken.argument("TX", transaction_, "hexadecimal text, or a file with it");
        taken.value(
            "--timeout", timeout_, "seconds for the connection, and until it is asked for (15)"
        );
        dialling_.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = dialling_.refuse(around.out)) return *end;
        auto read = read_transaction(transaction_, *around.network.dialect);
        if (!read) {
            around.out.error("bad_transaction", read.error());
            return outcome::wrong_usage;
        }
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return offer(around, io, interrupt, *read);
        });
    }

private:
    using questions = inbox<wire::getdata>;

    asio::awaitable<outcome> offer(
        const surroundings& around, asio::io_context& io, interruption& interrupt,
        const named_transaction& tx
    ) const {
        auto config = dial_config(around.network);
        config.relay_transactions = true;
        if (around.network.dialect->witness) config.services = wire::services::witness;
        const auto dialler = dialling_.make_client(io, config);
        const auto peer = co_await dialler.connect(address_, seconds(timeout_));
        if (!peer) co_return tell(around.out, peer.error());
        dialling::tell_connected(around.out, *peer);

        const auto asked = peer->inbox<wire::getdata>();
        const auto answers = peer->inbox<wire::reject, wire::notfound>();
        const auto echoes = peer->open_inbox(types_of(*around.network.dialect, {"tx"}));
        wire::json_object announced;
        announced.field("txid", tx.txid);
        around.out.event("announced", announced, fmt::format("announced {}", tx.txid.to_string()));

        auto result = outcome::remote_failed;
        if (co_await serve(around, *peer, asked, io, interrupt, tx)) {
            co_await tell_outcome(around, *peer, io, tx, answers, echoes);
            result = outcome::done;
        } else {
            told(around, tx, "not_requested", "the node did not ask for it");
        }
        peer->disconnect();
        co_await peer->closed();
        co_return result;
    }

    /// By wtxid where that was negotiated (BIP339).
    [[nodiscard]] static wire::inventory announcement(
        const bitpeer::peer& peer, const named_transaction& tx
    ) {
        if (peer.negotiated().wtxid_relay) {
            return {wire::inventory_type::wtxid_transaction, tx.wtxid};
        }
        return {wire::inventory_type::transaction, tx.txid};
    }

    [[nodiscard]] static bool names(
        const wire::dialect& dialect, const wire::inventory& entry, const named_transaction& tx
    ) {
        const auto what = dialect.kind_of(entry.type);
        if (what == wire::inventory_kind::txid) return entry.hash == tx.txid;
        return what == wire::inventory_kind::wtxid && entry.hash == tx.wtxid;
    }

    /// Announces once a second, since a node that is still setting the connection up may lose an
    /// announcement, until it asks for the transaction. True: it asked, and was given it.
    asio::awaitable<bool> serve(
        const surroundings& around, const bitpeer::peer& peer, const questions& asked,
        asio::io_context& io, interruption& interrupt, const named_transaction& tx
    ) const {
        using clock = asio::steady_timer::clock_type;
        const auto end = clock::now() + seconds(timeout_);
        const wire::inv announcement_message{{announcement(peer, tx)}};
        while (clock::now() < end && !interrupt.requested()) {
            if (!peer.send(announcement_message)) co_return false;
            asio::steady_timer again(io, std::min(clock::now() + std::chrono::seconds(1), end));
            const auto first = co_await (
                asked.next() || again.async_wait(asio::as_tuple(asio::use_awaitable)) ||
                interrupt.wait()
            );
            if (first.index() != 0) continue;
            const auto& question = std::get<0>(first);
            if (!question) co_return false;
            const auto wanted = std::ranges::find_if(question->items, [&](const auto& entry) {
                return names(*around.network.dialect, entry, tx);
            });
            if (wanted == question->items.end()) continue;
            wire::json_object fields;
            fields.field("type", wanted->type);
            around.out.event(
                "requested", fields, fmt::format("requested as {}", to_string(wanted->type))
            );
            const auto written = co_await peer.async_send({tx_command, tx.raw});
            co_return written.has_value();
        }
        co_return false;
    }

    /// Waits until the node has looked at the transaction, then asks for it back: who keeps it has
    /// accepted it. Who says nothing may have done either.
    asio::awaitable<void> tell_outcome(
        const surroundings& around, const bitpeer::peer& peer, asio::io_context& io,
        const named_transaction& tx, const inbox<wire::reject, wire::notfound>& answers,
        const raw_inbox& echoes
    ) const {
        const auto looked_at = co_await peer.ping(seconds(timeout_));
        if (!looked_at) {
            co_return told(around, tx, "unknown", looked_at.error().message());
        }
        wire::getdata back;
        const auto whole = peer.negotiated().witness() ? wire::inventory_type::witness_transaction
                                                       : wire::inventory_type::transaction;
        back.items.push_back({whole, tx.txid});
        (void)peer.send(back);
        asio::steady_timer patience(io, std::chrono::seconds(3));
        for (;;) {
            auto first = co_await (
                answers.next() || echoes.next() ||
                patience.async_wait(asio::as_tuple(asio::use_awaitable))
            );
            if (first.index() == 2) co_return told(around, tx, "unknown", "the node does not say");
            if (first.index() == 1) {
                if (!std::get<1>(first))
                    co_return told(around, tx, "unknown", "the connection ended");
                co_return told(around, tx, "accepted", "the node has it");
            }
            const auto& answer = std::get<0>(first);
            if (!answer) co_return told(around, tx, "unknown", answer.error().message());
            if (const auto* no = std::get_if<wire::reject>(&*answer)) {
                co_return told(around, tx, "rejected", no->reason.text);
            }
            if (std::holds_alternative<wire::notfound>(*answer)) {
                co_return told(around, tx, "unknown", "the node does not hand it out");
            }
        }
    }

    static void told(
        const surroundings& around, const named_transaction& tx, std::string_view result,
        std::string_view detail
    ) {
        wire::json_object fields;
        fields.field("result", result).field("txid", tx.txid).field("detail", detail);
        around.out.event("outcome", fields, fmt::format("{}: {}", result, wire::to_json(detail)));
    }

    std::string address_;
    std::string transaction_;
    double timeout_ = 15;
    dialling dialling_;
};

}  // namespace

std::unique_ptr<verb> make_send() { return std::make_unique<send_verb>(); }

}  // namespace bitpeer::tool
