#include "options.hpp"

#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/dialects/exchangecoin.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/transport/v2_padding.hpp>

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

namespace bitpeer::interop {

namespace {

/// The whole of `text` as a number.
template <class T>
[[nodiscard]] bool read_number(std::string_view text, T& number) {
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    return read.ec == std::errc{} && read.ptr == end;
}

[[nodiscard]] bool read_flag(std::string_view text, bool& flag) {
    flag = text == "yes";
    return flag || text == "no";
}

[[nodiscard]] std::optional<duration> read_milliseconds(std::string_view text) {
    std::int64_t count = 0;
    if (!read_number(text, count)) return std::nullopt;
    return std::chrono::milliseconds(count);
}

[[nodiscard]] std::optional<transport_policy> policy_of(std::string_view text) {
    if (text == "v1") return transport_policy::v1_only;
    if (text == "v2") return transport_policy::require_v2;
    if (text == "auto") return transport_policy::prefer_v2;
    return std::nullopt;
}

constexpr std::size_t decoy_size = 100;

using setter = std::function<bool(options&, std::string_view)>;

/// Every option takes a value. The network comes first: others build on what its peers do.
const std::map<std::string_view, setter>& setters() {
    static const std::map<std::string_view, setter> all{
        {"--dial",
         [](options& given, std::string_view text) {
             given.dial = text;
             return true;
         }},
        {"--network",
         [](options& given, std::string_view text) {
             const auto* const network = networks::find(text);
             if (network != nullptr) given.config.network = *network;
             return network != nullptr;
         }},
        {"--protocol-version",
         [](options& given, std::string_view text) {
             return read_number(text, given.config.protocol_version.emplace());
         }},
        {"--minimum-protocol-version",
         [](options& given, std::string_view text) {
             auto& conduct = given.config.conduct;
             if (!conduct) conduct = conduct_of(*given.config.network.dialect);
             return read_number(text, conduct->minimum_protocol_version);
         }},
        {"--conduct",
         [](options& given, std::string_view text) {
             if (text == "btcd") given.config.conduct = conducts::btcd;
             if (text == "btcd-2016") given.config.conduct = conducts::btcd_2016;
             if (text == "exchangecoin-peer-v2") {
                 given.config.conduct = conducts::exchangecoin_peer_v2;
             }
             return given.config.conduct.has_value();
         }},
        {"--trickle",
         [](options& given, std::string_view text) {
             const auto interval = read_milliseconds(text);
             if (interval) given.config.trickle = trickle_timing{*interval, *interval, false};
             return interval.has_value();
         }},
        {"--patience",
         [](options& given, std::string_view text) {
             const auto each = read_milliseconds(text);
             if (!each) return false;
             const auto rules = conduct_of(*given.config.network.dialect).stalls.others;
             given.questions.assign(rules.begin(), rules.end());
             for (auto& rule : given.questions) rule.within = *each;
             given.config.stalls = {
                 .block = *each,
                 .transaction = *each,
                 .headers = *each,
                 .block_list = *each,
                 .transaction_list = *each,
                 .others = given.questions,
             };
             return true;
         }},
        {"--transport",
         [](options& given, std::string_view text) {
             const auto policy = policy_of(text);
             if (policy) given.config.transports = *policy;
             return policy.has_value();
         }},
        {"--garbage",
         [](options& given, std::string_view text) {
             std::size_t size = 0;
             if (!read_number(text, size)) return false;
             given.config.padding.garbage = transport::random_garbage(size, size);
             return true;
         }},
        {"--decoys",
         [](options& given, std::string_view text) {
             std::size_t rate = 0;
             if (!read_number(text, rate)) return false;
             given.config.padding.decoy = transport::decoys_at_rate(rate, decoy_size);
             return true;
         }},
        {"--services",
         [](options& given, std::string_view text) {
             return read_number(text, given.config.services.number);
         }},
        {"--user-agent",
         [](options& given, std::string_view text) {
             given.config.user_agent = text;
             return true;
         }},
        {"--height",
         [](options& given, std::string_view text) {
             return read_number(text, given.config.start_height);
         }},
        {"--relay",
         [](options& given, std::string_view text) {
             return read_flag(text, given.config.relay_transactions);
         }},
        {"--wtxid-relay",
         [](options& given, std::string_view text) {
             return read_flag(text, given.config.wtxid_relay);
         }},
        {"--addrv2",
         [](options& given, std::string_view text) {
             return read_flag(text, given.config.addrv2);
         }},
    };
    return all;
}

}  // namespace

std::optional<options> parse(int argc, const char* const* argv) {
    options given;
    given.config.network = networks::bitcoin_regtest;
    // Most of the programs that it is paired with take one connection only.
    given.config.transports = transport_policy::v1_only;
    for (int at = 1; at < argc; at += 2) {
        const auto found = setters().find(argv[at]);
        if (found == setters().end() || at + 1 == argc || !found->second(given, argv[at + 1])) {
            std::cerr << "not understood: " << argv[at] << '\n';
            return std::nullopt;
        }
    }
    return given;
}

}  // namespace bitpeer::interop
