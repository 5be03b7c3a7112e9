/// `bitpeer conform`: which rules of the protocol a node keeps.

#include <bitpeer/runtime/host_port.hpp>

#include "conform/run.hpp"
#include "coroutine.hpp"
#include "dial.hpp"
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

namespace bitpeer::tool {

namespace {

namespace asio = boost::asio;
using conform::grade;

std::int64_t milliseconds(duration time) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += text.empty() ? line : "; " + line;
    return text.empty() ? "nothing" : text;
}

/// How many behaviours came to what.
struct score {
    std::array<std::uint64_t, 4> counts{};
    [[nodiscard]] std::uint64_t& of(grade given) { return counts[static_cast<std::size_t>(given)]; }
};

class conform_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "conform"; }
    [[nodiscard]] std::string_view about() const override {
        return "ask a node for what the protocol's rules say, behaviour by behaviour";
    }

    void declare(options& taken) override {
        taken.optional_argument("ADDR", address_, "host[:port]");
        taken.value("--only", only_, "names or beginnings of names, with commas between them");
        taken.flag("--list", list_, "tell the behaviours, and ask nobody");
        taken.flag("--skip-slow", skip_slow_, "leave out those that wait for minutes");
        taken.value("--timeout", timeout_, "seconds to wait for each answer (5)");
        taken.value("--transport", transport_, "v1, v2, or auto: both as far as they go (auto)");
    }

    outcome run(const surroundings& around) override {
        if (const auto end = refuse(around.out)) return *end;
        const auto asked = conform::chosen(options_);
        if (list_) return tell_list(around.out, asked);
        return run_until_done([&](asio::io_context& io, interruption& interrupt) {
            return ask_all(around, io, interrupt, asked);
        });
    }

private:
    using choice = std::vector<const conform::behaviour*>;

    [[nodiscard]] std::optional<outcome> refuse(report& out) {
        const auto policy = policy_of(transport_);
        for (std::size_t at = 0; at < only_.size();) {
            const auto end = std::min(only_.find(',', at), only_.size());
            if (end > at) options_.only.push_back(only_.substr(at, end - at));
            at = end + 1;
        }
        options_.slow = !skip_slow_;
        if (!policy) {
            out.error("bad_transport", "--transport: '" + transport_ + "' is not v1, v2 or auto");
        } else if (!(timeout_ > 0)) {
            out.error("bad_timeout", "--timeout wants a number of seconds above 0");
        } else if (conform::chosen(options_).empty()) {
            out.error("bad_name", "--only: no behaviour has such a name; --list tells them");
        } else if (address_.empty() && !list_) {
            out.error("no_address", "ADDR is missing; --list needs none");
        } else {
            options_.transports = *policy;
            options_.patience = seconds(timeout_);
            return std::nullopt;
        }
        return outcome::wrong_usage;
    }

    static outcome tell_list(report& out, const choice& asked) {
        for (const auto* each : asked) {
            wire::json_object fields;
            fields.field("name", each->rule.name)
                .field("rule", each->rule.text)
                .field("source", each->rule.source)
                .field("slow", each->needs.slow);
            out.event(
                "behaviour",
                fields,
                fmt::format(
                    "{}\n    {}\n    {}", each->rule.name, each->rule.text, each->rule.source
                )
            );
        }
        return outcome::done;
    }

    asio::awaitable<outcome> ask_all(
        const surroundings& around, asio::io_context& io, interruption& interrupt, choice asked
    ) const {
        const auto where = co_await resolve(around, io);
        if (!where) co_return outcome::remote_failed;
        auto met = co_await conform::meet(io.get_executor(), around.network, *where, options_);
        if (!met) {
            around.out.error("handshake_failed", address_ + ": " + met.error());
            co_return outcome::remote_failed;
        }
        const auto them = std::move(*met);
        tell_remote(around, them);
        const auto usual = them.v2 ? conform::carriage::v2 : conform::carriage::v1;
        const conform::terms on{around.network, them, usual, options_.patience};
        score all;
        for (const auto* each : asked) {
            if (interrupt.requested()) break;
            around.out.progress(each->rule.name);
            const auto found = co_await conform::ask(io.get_executor(), on, *each);
            ++all.of(found.verdict.given);
            tell_finding(around.out, each->rule, found);
        }
        tell_score(around.out, all);
        const bool kept = all.of(grade::fail) == 0 && !interrupt.requested();
        co_return kept ? outcome::done : outcome::remote_failed;
    }

    asio::awaitable<std::optional<asio::ip::tcp::endpoint>> resolve(
        const surroundings& around, asio::io_context& io
    ) const {
        const auto parsed = parse_host_port(address_, around.network.port);
        if (!parsed) {
            (void)tell(around.out, parsed.error());
            co_return std::nullopt;
        }
        asio::ip::tcp::resolver resolver(io);
        const auto [error, found] = co_await resolver.async_resolve(
            parsed->host, std::to_string(parsed->port), asio::as_tuple(asio::use_awaitable)
        );
        if (!error && !found.empty()) co_return found.begin()->endpoint();
        around.out.error("resolve_failed", address_ + ": " + error.message());
        co_return std::nullopt;
    }

    static void tell_remote(const surroundings& around, const conform::remote& them) {
        wire::json_object fields;
        fields.field("network", around.network.name)
            .field("v1", them.v1)
            .field("v2", them.v2)
            .field("protocol_version", them.version.protocol_version)
            .field("services", them.version.services)
            .field("user_agent", them.version.user_agent)
            .field("start_height", them.version.start_height);
        around.out.event(
            "remote",
            fields,
            fmt::format(
                "{} {}, protocol {}, services {}, height {}, speaks {}{}{}\n",
                around.network.name,
                wire::to_json(them.version.user_agent),
                them.version.protocol_version,
                to_string(them.version.services),
                them.version.start_height,
                them.v1 ? "v1" : "",
                them.v1 && them.v2 ? " and " : "",
                them.v2 ? "v2" : ""
            )
        );
    }

    static void tell_finding(
        report& out, const conform::rule& rule, const conform::finding& found
    ) {
        const auto& verdict = found.verdict;
        wire::json_object fields;
        fields.field("name", rule.name)
            .field("rule", rule.text)
            .field("source", rule.source)
            .field("outcome", verdict.given)
            .field("reaction", verdict.how)
            .field("detail", verdict.detail)
            .field("sent", found.said.sent)
            .field("came", found.said.came)
            .field("took_ms", milliseconds(found.took));
        const bool failed = verdict.given == grade::fail;
        auto line = fmt::format(
            "{:<42} {:<13} {:<13} {}",
            rule.name,
            failed ? "FAIL" : to_string(verdict.given),
            verdict.how,
            rule.source
        );
        if (failed) {
            line += fmt::format("\n    rule: {}\n    seen: {}", rule.text, verdict.detail);
            line += fmt::format("\n    sent: {}", joined(found.said.sent));
            line += fmt::format("\n    came: {}", joined(found.said.came));
            line += fmt::format("\n    after {} ms", milliseconds(found.took));
        } else if (!verdict.detail.empty()) {
            line += fmt::format("\n    {}", verdict.detail);
        }
        out.event("behaviour", fields, line);
    }

    static void tell_score(report& out, score all) {
        wire::json_object fields;
        for (const auto each :
             {grade::pass, grade::fail, grade::not_offered, grade::inconclusive}) {
            fields.field(to_string(each), all.of(each));
        }
        out.event(
            "summary",
            fields,
            fmt::format(
                "\n{} pass, {} fail, {} not offered, {} inconclusive",
                all.of(grade::pass),
                all.of(grade::fail),
                all.of(grade::not_offered),
                all.of(grade::inconclusive)
            )
        );
    }

    std::string address_;
    std::string only_;
    std::string transport_ = "auto";
    double timeout_ = 5;
    bool list_ = false;
    bool skip_slow_ = false;
    conform::run_options options_;
};

}  // namespace

std::unique_ptr<verb> make_conform() { return std::make_unique<conform_verb>(); }

}  // namespace bitpeer::tool
