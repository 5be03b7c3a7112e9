/// `bitpeer block`: one block, by its hash.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/wire/reader.hpp>

#include "coroutine.hpp"
#include "dial.hpp"
#include "whole_file.hpp"
#include <fmt/format.h>

#include <string>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;

class block_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "block"; }
    [[nodiscard]] std::string_view about() const override {
        return "one block by its hash, to a file or as hexadecimal text";
    }

    void declare(options& taken) override {
        taken.argument("ADDR", address_, "host[:port]");
        taken.argument("HASH", hash_, "64 hexadecimal digits, as explorers print them");
        taken.value("--out", file_, "write the raw block there instead of printing it");
        taken.value("--timeout", timeout_, "seconds for the connection, and for the block (30)");
        dialling_.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = dialling_.refuse(around.out)) return *end;
        const auto hash = hash256::parse(hash_);
        if (!hash) {
            around.out.error("bad_hash", fmt::format("'{}' is not 64 hexadecimal digits", hash_));
            return outcome::wrong_usage;
        }
        return run_until_done([&, hash](asio::io_context& io, interruption& /*interrupt*/) {
            return fetch(around, io, *hash);
        });
    }

private:
    asio::awaitable<outcome> fetch(const surroundings& around, asio::io_context& io, hash256 hash)
        const {
        const auto within = seconds(timeout_);
        const auto dialler = dialling_.make_client(io, dial_config(around.network));
        const auto peer = co_await dialler.connect(address_, within);
        if (!peer) co_return tell(around.out, peer.error());
        dialling::tell_connected(around.out, *peer);
        const auto message = co_await peer->get_block_message(hash, within);
        if (!message) co_return tell(around.out, message.error());
        const auto& raw = message->raw();

        if (!file_.empty()) {
            if (const auto written = write_file(file_, raw); !written) {
                around.out.error("unwritable_file", written.error().message);
                co_return written.error().opened ? outcome::remote_failed : outcome::wrong_usage;
            }
        }
        wire::reader in(raw.view().subspan(around.network.dialect->header.size));
        const auto transactions = in.compact_number();
        wire::json_object fields;
        fields.field("hash", hash).field("bytes", raw.size()).field("transactions", transactions);
        const auto line =
            file_.empty()
                ? to_hex(raw)
                : fmt::format(
                      "{}: {} bytes, {} transactions", hash.to_string(), raw.size(), transactions
                  );
        around.out.event("block", fields, line);
        peer->disconnect();
        co_await peer->closed();
        co_return outcome::done;
    }

    std::string address_;
    std::string hash_;
    std::string file_;
    double timeout_ = 30;
    dialling dialling_;
};

}  // namespace

std::unique_ptr<verb> make_block() { return std::make_unique<block_verb>(); }

}  // namespace bitpeer::tool
