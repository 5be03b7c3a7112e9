#include <bitpeer/engine/negotiation_table.hpp>

#include <initializer_list>

namespace bitpeer {

namespace {

std::string line(std::initializer_list<std::string_view> cells) {
    std::string text = "|";
    for (const auto cell : cells) text += (cell.empty() ? " " : " " + std::string(cell)) + " |";
    return text + "\n";
}

std::string rule_below(std::size_t columns) {
    std::string text = "|";
    for (std::size_t i = 0; i < columns; ++i) text += "---|";
    return text + "\n";
}

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

std::string_view yes_or_no(bool is) { return is ? "yes" : "no"; }

std::string_view what_becomes(legality of) {
    switch (of) {
        case legality::process: return "taken";
        case legality::ignore: return "let go";
        case legality::disconnect: return "ends it";
    }
    return "";
}

std::string_view in_words(ending when) {
    switch (when) {
        case ending::none: return "not by itself";
        case ending::our_verack: return "our `verack` is written";
        case ending::addresses: return "more than one address came";
        case ending::acknowledgement: return "the transaction was taken";
    }
    return "";
}

std::string lifetime_of(const kind_rules& kind) {
    if (kind.lifetime == duration::zero()) return "any";
    const auto allowed = std::chrono::duration_cast<std::chrono::seconds>(kind.lifetime);
    return std::to_string(allowed.count()) + " s";
}

std::string version_of(const kind_rules& kind, bool relays) {
    if (!kind.introduces_us) return "nothing about us; " + code(anonymous_user_agent);
    return relays ? "who we are; transactions as configured" : "who we are; no transactions";
}

std::string table_of_negotiation() {
    std::string text = line(
        {"message",
         "from",
         "sent from",
         "when",
         "switched by",
         "what the remote's changes",
         "heard twice",
         "heard after `verack`"}
    );
    text += rule_below(8);
    for (const auto& rule : negotiation_rules) {
        text += line(
            {code(rule.command.text()),
             rule.defined_by,
             std::to_string(rule.since),
             to_string(rule.sent),
             code(rule.switched_by),
             rule.changes,
             to_string(rule.doubled),
             to_string(rule.late)}
        );
    }
    return text;
}

std::string table_of_kinds() {
    std::string text = line(
        {"kind",
         "for",
         "our `version` says",
         "negotiates",
         "`getaddr` behind our `verack`",
         "addresses",
         "transactions",
         "over when",
         "at most"}
    );
    text += rule_below(9);
    for (const auto& kind : connection_kinds) {
        text += line(
            {code(kind.name),
             kind.purpose,
             version_of(kind, kind.relays_transactions),
             yes_or_no(kind.negotiates),
             yes_or_no(kind.asks_addresses),
             what_becomes(kind.addresses),
             what_becomes(kind.transactions),
             in_words(kind.ends),
             lifetime_of(kind)}
        );
    }
    return text;
}

}  // namespace

std::string_view to_string(negotiation_moment sent) {
    switch (sent) {
        case negotiation_moment::before_our_verack: return "before our `verack`";
        case negotiation_moment::after_their_verack: return "after their `verack`";
        case negotiation_moment::after_our_first_ping: return "after our first `ping`";
    }
    return "unknown";
}

std::string_view to_string(negotiation_outcome outcome) {
    switch (outcome) {
        case negotiation_outcome::nothing: return "says nothing new";
        case negotiation_outcome::counts: return "counts";
        case negotiation_outcome::ends: return "ends the connection";
    }
    return "unknown";
}

std::string negotiation_page() {
    std::string page = "# Negotiation\n\n";
    page +=
        "What two peers agree on, and how, as Bitcoin's profile has it with everything switched ";
    page += "on. Versions are the lower of both sides' protocol versions; a switch is a field of ";
    page += "`peer_config`. Without `reconciles_transactions` a `sendtxrcncl` means nothing, ";
    page += "whenever it comes.\n\n";
    page += table_of_negotiation();
    page += "\n## Kinds of connections\n\n";
    page +=
        "`peer_config::kind` gives a connection that we open one of these; without one it keeps ";
    page +=
        "to none of these rules. What a kind is for ends as `purpose_fulfilled`; what took too ";
    page += "long as `lifetime_over`.\n\n";
    page += table_of_kinds();
    return page;
}

}  // namespace bitpeer
