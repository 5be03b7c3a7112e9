#include <bitpeer/base/endian.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/sim/abuses.hpp>
#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/specimens.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/getaddr.hpp>
#include <bitpeer/wire/messages/getdata.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::sim::behaviours {

namespace {

/// Where a frame of v1 claims the length of its payload.
constexpr std::size_t length_offset = 16;

random_source& chance_of(script& self) { return self.home().random(); }

/// After the handshake, `next` gives something to say again and again.
behaviour after_handshake(const network& net, std::function<void(script&)> next) {
    const auto started = std::make_shared<bool>(false);
    auto acts = polite(
        [started](script& self) {
            *started = true;
            self.say(byte_view{});  // sets the pump going
        },
        ordinary_version(net)
    );
    acts.drained = [started, next = std::move(next)](script& self) {
        if (*started) next(self);
    };
    return acts;
}

/// After the handshake, says this once.
behaviour then_says(const network& net, std::function<bytes(script&)> what) {
    return polite(
        [what = std::move(what)](script& self) { self.say(what(self)); }, ordinary_version(net)
    );
}

/// A frame whose header claims another length than its payload has.
bytes false_frame(script& self, std::size_t claimed) {
    auto frame = self.seal(wire::message("tx", shared_bytes(bytes(100))));
    if (frame.size() > length_offset + 4) {
        store_le(frame.data() + length_offset, static_cast<std::uint32_t>(claimed));
    }
    return frame;
}

wire::inventory any_inventory(random_source& random) {
    constexpr std::uint32_t kinds = 8;
    auto kind = static_cast<std::uint32_t>(random.below(kinds));
    if (random.below(4) == 0) kind |= wire::witness_flag;
    return {{kind}, fresh_hash(random)};
}

}  // namespace

behaviour slow_drip(const network& net, duration pause) {
    return drip(framed(net, {ordinary_version(net), wire::verack{}}), pause);
}

behaviour half_said(const network& net) {
    auto version = framed(net, {ordinary_version(net)});
    version.pop_back();
    return recite(std::move(version));
}

behaviour wrong_magic(const network& other) {
    return recite(framed(other, {ordinary_version(other), wire::verack{}}));
}

behaviour wrong_order(const network& net) {
    return {.opened = [net](script& self) {
        const auto rows = net.dialect->rows;
        std::vector<const wire::row*> order;
        for (const auto& row : rows) order.push_back(&row);
        auto& random = chance_of(self);
        for (auto left = order.size(); left > 1; --left) {
            std::swap(order[left - 1], order[random.below(left)]);
        }
        for (const auto* row : order) {
            const auto payload = plain_payload(*row, net.dialect->format());
            self.say(wire::message(row->command, shared_bytes(payload.value_or(bytes{}))));
        }
    }};
}

behaviour endless_negotiation(const network& net) {
    behaviour acts;
    const auto ours = ordinary_version(net);
    const auto negotiates = [net](script& self) {
        const auto rows = net.dialect->rows;
        const auto& row = rows[chance_of(self).below(rows.size())];
        if (row.when == wire::phase::closing || row.when == wire::phase::opening) {
            self.say(wire::getaddr{});
        } else {
            self.say(
                {row.command,
                 shared_bytes(any_payload(row, net.dialect->format(), chance_of(self)))}
            );
        }
    };
    const auto begun = std::make_shared<bool>(false);
    acts.opened = [ours, begun](script& self) {
        *begun = self.who_dialled() == direction::outbound;
        if (*begun) self.say(ours);
    };
    acts.heard = [ours, begun](script& self, const transport::frame& theirs) {
        if (theirs.command != wire::version::command || *begun) return;
        *begun = true;
        self.say(ours);
    };
    acts.drained = [begun, negotiates](script& self) {
        if (*begun && self.transport().ready()) negotiates(self);
    };
    return acts;
}

behaviour liar_about_length(const network& net, std::size_t claimed) {
    return then_says(net, [claimed](script& self) {
        auto said = false_frame(self, claimed);
        for (std::uint64_t i = 0; i < 5; ++i) {
            const auto ping = self.seal(wire::ping{i + 1});
            said.insert(said.end(), ping.begin(), ping.end());
        }
        return said;
    });
}

behaviour oversize(const network& net) {
    const auto too_much = net.dialect->payload_max + 1;
    return then_says(net, [too_much](script& self) {
        if (self.transport().name() == "v1") return false_frame(self, too_much);
        return self.seal(wire::message("tx", shared_bytes(bytes(too_much))));
    });
}

behaviour flood_of(const network& net, const wire::row& message) {
    const auto* row = &message;
    return after_handshake(net, [net, row](script& self) {
        self.say(
            {row->command, shared_bytes(any_payload(*row, net.dialect->format(), chance_of(self)))}
        );
    });
}

behaviour pings_without_end(const network& net) {
    return after_handshake(net, [](script& self) {
        self.say(wire::ping{1 + chance_of(self).below(1'000'000)});
    });
}

behaviour inventory_storm(const network& net, std::size_t entries) {
    return after_handshake(net, [entries](script& self) {
        wire::inv storm;
        for (std::size_t i = 0; i < entries; ++i)
            storm.items.push_back(any_inventory(chance_of(self)));
        self.say(storm);
    });
}

behaviour addr_storm(const network& net, std::size_t entries) {
    return after_handshake(net, [entries](script& self) {
        std::vector<node_address> told(std::min(entries, addresses_max));
        auto& random = chance_of(self);
        for (auto& each : told) {
            const auto number = static_cast<std::uint32_t>(random.next());
            std::array<std::uint8_t, 4> host{};
            store_le(host.data(), number);
            each = {1'700'000'000, wire::services::network, wire::address::ipv4(host, 8333)};
        }
        self.say(address_message(told, address_form::addr));
    });
}

behaviour unknown_storm(const network& net) {
    return after_handshake(net, [](script& self) {
        auto& random = chance_of(self);
        std::string name = "x";
        for (auto left = 1 + random.below(8); left > 0; --left) {
            name += static_cast<char>('a' + random.below(26));
        }
        self.say({*wire::command_name::parse(name), shared_bytes(bytes(random.below(3'000)))});
    });
}

behaviour question_storm(const network& net) {
    return after_handshake(net, [net](script& self) {
        auto& random = chance_of(self);
        wire::getdata wanted;
        for (auto left = 1 + random.below(200); left > 0; --left) {
            wanted.items.push_back(any_inventory(random));
        }
        switch (random.below(4)) {
            case 0: return self.say(net.dialect->getheaders(wire::locator(fresh_hash(random))));
            case 1: return self.say(net.dialect->getblocks(wire::locator(fresh_hash(random))));
            case 2: return self.say(wire::getaddr{});
            default: return self.say(wanted);
        }
    });
}

behaviour handshake_restarts(const network& net) {
    return after_handshake(net, [net](script& self) {
        self.say(ordinary_version(net));
        self.say(wire::verack{});
    });
}

behaviour decoy_storm(const network& net, std::size_t contents) {
    return after_handshake(net, [contents](script& self) {
        if (!self.transport().add_decoy(contents)) return;
        self.say(self.transport().take_output().view());
    });
}

behaviour replays(const network& net, std::size_t times) {
    return then_says(net, [net, times](script& self) {
        bytes once = self.seal(ordinary_version(net));
        for (const auto& part : {self.seal(wire::verack{}), self.seal(wire::ping{7})}) {
            once.insert(once.end(), part.begin(), part.end());
        }
        bytes said;
        for (std::size_t i = 0; i < times; ++i) said.insert(said.end(), once.begin(), once.end());
        return said;
    });
}

behaviour flipped_bits(const network& net) {
    return after_handshake(net, [](script& self) {
        auto& random = chance_of(self);
        auto frame = self.seal(wire::ping{random.next()});
        const auto where = random.below(frame.size());
        frame[where] = static_cast<std::uint8_t>(frame[where] ^ 1U << random.below(8));
        self.say(frame);
    });
}

behaviour never_reads(const network& net) {
    auto acts = after_handshake(net, [](script& self) {
        self.stop_reading();
        self.say(wire::ping{1 + chance_of(self).below(1'000'000)});
    });
    return acts;
}

behaviour mute(const network& net) {
    const auto ours = ordinary_version(net);
    behaviour acts;
    acts.opened = [ours](script& self) {
        if (self.who_dialled() == direction::outbound) self.say(ours);
    };
    acts.heard = [ours](script& self, const transport::frame& theirs) {
        if (theirs.command != wire::version::command) return;
        if (self.who_dialled() == direction::inbound) self.say(ours);
        self.say(wire::verack{});
    };
    return acts;
}

namespace {

using std::chrono::milliseconds;

duration up_to(duration most, random_source& random) {
    return duration(random.below(static_cast<std::uint64_t>(most.count())));
}

/// Another network than this one.
const network& foreign_to(const network& net) {
    return net.magic == networks::bitcoin.magic ? networks::bitcoin_testnet3 : networks::bitcoin;
}

constexpr abuse every_abuse[] = {
    {"silent", [](const network&, random_source&) { return silent(); }},
    {"garbage",
     [](const network&, random_source& random) { return garbage(1 + random.below(3'000)); }},
    {"echo", [](const network&, random_source&) { return echo(); }},
    {"slow_drip",
     [](const network& net, random_source& random) {
         return slow_drip(net, up_to(milliseconds(800), random));
     }},
    {"half_said", [](const network& net, random_source&) { return half_said(net); }},
    {"wrong_magic",
     [](const network& net, random_source&) { return wrong_magic(foreign_to(net)); }},
    {"wrong_order", [](const network& net, random_source&) { return wrong_order(net); }},
    {"endless_negotiation",
     [](const network& net, random_source&) { return endless_negotiation(net); }},
    {"liar_about_length",
     [](const network& net, random_source& random) {
         return liar_about_length(net, random.below(net.dialect->payload_max));
     }},
    {"oversize", [](const network& net, random_source&) { return oversize(net); }},
    {"flood_of",
     [](const network& net, random_source& random) {
         const auto rows = net.dialect->rows;
         return flood_of(net, rows[random.below(rows.size())]);
     }},
    {"pings_without_end",
     [](const network& net, random_source&) { return pings_without_end(net); }},
    {"inventory_storm",
     [](const network& net, random_source& random) {
         return inventory_storm(net, 1 + random.below(300));
     }},
    {"addr_storm",
     [](const network& net, random_source& random) {
         return addr_storm(net, 1 + random.below(300));
     }},
    {"unknown_storm", [](const network& net, random_source&) { return unknown_storm(net); }},
    {"question_storm", [](const network& net, random_source&) { return question_storm(net); }},
    {"handshake_restarts",
     [](const network& net, random_source&) { return handshake_restarts(net); }},
    {"decoy_storm",
     [](const network& net, random_source& random) {
         return decoy_storm(net, random.below(2'000));
     }},
    {"replays",
     [](const network& net, random_source& random) { return replays(net, 1 + random.below(20)); }},
    {"flipped_bits", [](const network& net, random_source&) { return flipped_bits(net); }},
    {"never_reads", [](const network& net, random_source&) { return never_reads(net); }},
    {"mute", [](const network& net, random_source&) { return mute(net); }},
};

}  // namespace

std::span<const abuse> abuses() { return every_abuse; }

}  // namespace bitpeer::sim::behaviours
