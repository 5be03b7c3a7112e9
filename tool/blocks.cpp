/// `bitpeer blocks`: a node's chain, block by block.

#include <bitpeer/node/block_download.hpp>
#include <bitpeer/node/header_download.hpp>
#include <bitpeer/runtime/client.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/wire/messages/sendheaders.hpp>

#include "block_output.hpp"
#include "coroutine.hpp"
#include "dial.hpp"
#include "message_types.hpp"
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <variant>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;
using asio::experimental::awaitable_operators::operator||;

constexpr std::uint64_t max_height = std::numeric_limits<std::uint32_t>::max() - 1;

/// What the user asked for.
struct wish {
    std::string address;
    std::optional<std::uint64_t> from;
    std::optional<std::uint64_t> to;
    std::string file;
    bool resume = false;
    bool follow = false;
    std::optional<std::uint64_t> count;
    double timeout = 60;
    dialling how{};

    [[nodiscard]] std::uint32_t first() const {
        return static_cast<std::uint32_t>(from.value_or(1));
    }
    [[nodiscard]] std::optional<std::uint32_t> last() const {
        if (!to) return std::nullopt;
        return static_cast<std::uint32_t>(*to);
    }
};

/// One download. What its parts return is how the verb ends, or nothing when it goes on.
class download {
public:
    download(const surroundings& around, const wish& wanted, block_output& out)
        : around_(around),
          wanted_(wanted),
          out_(out),
          first_(wanted.first()),
          chain_(around.network),
          headers_(chain_, seconds(wanted.timeout)) {}

    asio::awaitable<outcome> run(asio::io_context& io, interruption& interrupt);

private:
    using step = std::optional<outcome>;

    [[nodiscard]] step work(const peer& from);
    [[nodiscard]] step find_the_start();
    [[nodiscard]] step write_blocks();
    [[nodiscard]] step take(const wire::message& message);
    asio::awaitable<step> await_message(
        const raw_inbox& inbox, asio::io_context& io, interruption& interrupt
    );

    [[nodiscard]] std::uint32_t next_height() const {
        return blocks_ ? blocks_->next_height() : first_;
    }
    void download_from(std::uint32_t height) {
        block_download_options options;
        options.witness = witness_;
        options.first = height;
        options.last = wanted_.last();
        options.patience = seconds(wanted_.timeout);
        blocks_.emplace(around_.network, chain_, options);
    }

    surroundings around_;
    const wish& wanted_;
    block_output& out_;
    std::uint32_t first_;  // the height of the first block to fetch
    header_chain chain_;
    header_download headers_;
    bool witness_ = false;                  // the node offers witnesses
    std::optional<block_download> blocks_;  // from the moment when the headers are there
};

asio::awaitable<outcome> download::run(asio::io_context& io, interruption& interrupt) {
    const auto dialler = wanted_.how.make_client(io, dial_config(around_.network));
    raw_inbox inbox;
    const auto prepare = [&](const peer& fresh) {
        inbox = fresh.open_inbox(
            types_of(*around_.network.dialect, {"headers", "inv", "block", "notfound"})
        );
        // Can only fail with the connection.
        if (wanted_.follow) (void)fresh.send(wire::sendheaders{});
    };
    const auto connected = co_await (
        dialler.connect(wanted_.address, seconds(wanted_.timeout), prepare) || interrupt.wait()
    );
    if (interrupt.requested()) co_return out_.tell_interrupted(next_height());
    const auto& from = std::get<0>(connected);
    if (!from) co_return tell(around_.out, from.error());
    dialling::tell_connected(around_.out, *from);

    auto end = work(*from);
    while (!end) {
        end = co_await await_message(inbox, io, interrupt);
        if (!end) end = work(*from);
    }
    from->disconnect();
    co_await from->closed();
    co_return *end;
}

/// Writes what is there and asks for what is missing.
download::step download::work(const peer& from) {
    const auto now = system_now();
    if (const auto request = headers_.next_request(now)) (void)from.send(*request);
    if (!headers_.complete()) return std::nullopt;

    if (!blocks_) {
        if (const auto end = find_the_start()) return end;
        if (!wanted_.follow && first_ > chain_.height() + 1) {
            around_.out.error(
                "no_such_height", fmt::format("the node's chain ends at height {}", chain_.height())
            );
            return outcome::remote_failed;
        }
        witness_ = from.negotiated().witness();
        download_from(first_);
    }
    if (const auto end = write_blocks()) return end;
    if (const auto request = blocks_->next_request(now)) (void)from.send(*request);
    if (!blocks_->complete()) return std::nullopt;
    const bool to_the_end = wanted_.last() && blocks_->next_height() > *wanted_.last();
    if (!wanted_.follow || to_the_end) return out_.tell_summary();
    out_.always_show_lines();
    return std::nullopt;
}

/// Behind the last block that was in the file, when that was asked for.
download::step download::find_the_start() {
    const auto last = out_.last_block();
    const auto& dialect = *around_.network.dialect;
    if (!wanted_.resume || last.empty()) return std::nullopt;
    std::optional<std::uint32_t> height;
    if (last.size() >= dialect.header.size) {
        height = chain_.find(dialect.block_hash(last.first(dialect.header.size)));
    }
    if (!height) {
        around_.out.error(
            "not_in_chain", "the last block of '" + wanted_.file + "' is not in the node's chain"
        );
        return outcome::remote_failed;
    }
    first_ = *height + 1;
    return std::nullopt;
}

download::step download::write_blocks() {
    while (const auto block = blocks_->next_block()) {
        const auto last = std::min(wanted_.last().value_or(chain_.height()), chain_.height());
        if (const auto end = out_.take(*block, last)) return end;
        if (wanted_.count && out_.blocks() >= *wanted_.count) return out_.tell_summary();
    }
    return std::nullopt;
}

download::step download::take(const wire::message& message) {
    const auto change = headers_.take(message);
    if (!change) {
        around_.out.error(to_string(change.error().code), change.error().message());
        return outcome::remote_failed;
    }
    if (!blocks_) {
        around_.out.progress(fmt::format("headers up to height {}", chain_.height()));
        return std::nullopt;
    }
    if (change->removed > 0) {  // another branch has won: what was told of it is told again
        const auto changed = std::max(change->fork + 1, first_);
        download_from(std::min(changed, blocks_->next_height()));
    }
    if (const auto taken = blocks_->take(message, system_now()); !taken) {
        around_.out.error(to_string(taken.error().code), taken.error().message());
        return outcome::remote_failed;
    }
    return std::nullopt;
}

asio::awaitable<download::step> download::await_message(
    const raw_inbox& inbox, asio::io_context& io, interruption& interrupt
) {
    if (interrupt.requested()) co_return out_.tell_interrupted(next_height());
    if (const auto message = inbox.try_next()) co_return take(*message);

    auto deadline = headers_.deadline();
    if (blocks_ && blocks_->deadline()) deadline = blocks_->deadline();
    asio::steady_timer alarm(io, asio::steady_timer::time_point::max());
    if (deadline) alarm.expires_after(*deadline - system_now());
    const auto first =
        co_await (inbox.next() || alarm.async_wait(asio::use_awaitable) || interrupt.wait());
    if (interrupt.requested()) co_return out_.tell_interrupted(next_height());
    const auto* message = std::get_if<0>(&first);
    if (message == nullptr) {
        co_return tell(
            around_.out,
            {.code = failure_code::timed_out,
             .detail = "no answer to a request for headers or blocks"}
        );
    }
    if (!*message) co_return tell(around_.out, message->error());
    co_return take(**message);
}

class blocks_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "blocks"; }
    [[nodiscard]] std::string_view about() const override {
        return "the blocks of a node's chain in order, checked, to a file or a pipe";
    }

    void declare(options& taken) override {
        taken.argument("ADDR", wanted_.address, "host[:port]");
        taken.value(
            "--from", wanted_.from, "the first height (1); FILE is continued, not replaced"
        );
        taken.value("--to", wanted_.to, "the last height (the node's tip)");
        taken.value(
            "--out", wanted_.file, "records of magic, length and block; - is standard output"
        );
        taken.flag("--resume", wanted_.resume, "begin behind the last block that is in FILE");
        taken.flag("--follow", wanted_.follow, "stay, and fetch what the node announces");
        taken.value("--count", wanted_.count, "end after so many blocks");
        taken.value(
            "--timeout", wanted_.timeout, "seconds for the connection, and for answers (60)"
        );
        wanted_.how.declare(taken);
    }

    outcome run(const surroundings& around) override {
        if (const auto end = refuse(around)) return *end;
        if (const auto end = wanted_.how.refuse(around.out)) return *end;
        block_output out(around, wanted_.file);
        const bool goes_on = wanted_.from || wanted_.resume;
        const auto existing = goes_on ? existing_records::kept : existing_records::replaced;
        if (const auto end = out.open(existing)) return *end;
        download running(around, wanted_, out);
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return running.run(io, interrupt);
        });
    }

private:
    [[nodiscard]] std::optional<outcome> refuse(const surroundings& around) const {
        if (around.network.dialect->chain == nullptr) {
            around.out.error("unknown_format", "blocks of this network cannot be checked");
        } else if (wanted_.from.value_or(0) > max_height || wanted_.to.value_or(0) > max_height) {
            around.out.error("bad_range", "no chain is that long");
        } else if (wanted_.to && *wanted_.to < wanted_.first()) {
            around.out.error("bad_range", "--to is below --from");
        } else if (wanted_.resume && (wanted_.from || wanted_.file.empty() || wanted_.file == "-")) {
            around.out.error("bad_range", "--resume finds its start in the file of --out");
        } else {
            return std::nullopt;
        }
        return outcome::wrong_usage;
    }

    wish wanted_;
};

}  // namespace

std::unique_ptr<verb> make_blocks() { return std::make_unique<blocks_verb>(); }

}  // namespace bitpeer::tool
