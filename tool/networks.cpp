/// `bitpeer networks`: what the library knows of each network.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/params/networks.hpp>

#include "verb.hpp"
#include <fmt/format.h>

#include <vector>

namespace bitpeer::tool {

namespace {

class networks_verb final : public verb {
public:
    [[nodiscard]] std::string_view name() const override { return "networks"; }
    [[nodiscard]] std::string_view about() const override {
        return "the networks: dialect, magic, port, genesis, seeds";
    }
    void declare(options& /*taken*/) override {}

    outcome run(const surroundings& around) override {
        around.out.line(fmt::format(
            "{:<20} {:<12} {:<9} {:>5}  {}", "network", "dialect", "magic", "port", "genesis"
        ));
        for (const auto* known : networks::all()) {
            const auto magic = to_hex(known->magic);
            wire::json_object fields;
            fields.field("name", known->name)
                .field("dialect", known->dialect->name)
                .field("magic", magic)
                .field("port", known->port)
                .field("genesis", known->genesis_hash)
                .field("seeds", known->seeds);
            around.out.event(
                "network",
                fields,
                fmt::format(
                    "{:<20} {:<12} {:<9} {:>5}  {}",
                    known->name,
                    known->dialect->name,
                    magic,
                    known->port,
                    known->genesis_hash.to_string()
                )
            );
            for (const auto seed : known->seeds)
                around.out.line(fmt::format("{:<20} seed {}", "", seed));
        }
        return outcome::done;
    }
};

}  // namespace

std::unique_ptr<verb> make_networks() { return std::make_unique<networks_verb>(); }

}  // namespace bitpeer::tool
