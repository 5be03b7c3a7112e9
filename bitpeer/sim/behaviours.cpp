#include <bitpeer/sim/behaviours.hpp>
#include <bitpeer/sim/world.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/messages/ping.hpp>
#include <bitpeer/wire/messages/pong.hpp>
#include <bitpeer/wire/messages/verack.hpp>

#include <memory>
#include <utility>

namespace bitpeer::sim::behaviours {

wire::version ordinary_version() {
    wire::version ours;
    ours.protocol_version = wire::newest_protocol_version;
    ours.services = wire::services::network | wire::services::witness;
    ours.timestamp = world::beginning.unix_seconds();
    ours.nonce = 0x5c717;
    ours.user_agent = "/script:1/";
    return ours;
}

wire::version ordinary_version(const network& net) {
    auto ours = ordinary_version();
    ours.protocol_version = net.dialect->newest_version;
    return ours;
}

behaviour silent() { return {}; }

behaviour polite(std::function<void(script&)> then, wire::version ours) {
    behaviour acts;
    acts.opened = [ours](script& self) {
        if (self.who_dialled() == direction::outbound) self.say(ours);
    };
    acts.heard = [ours, then = std::move(then)](script& self, const transport::frame& theirs) {
        if (theirs.command == wire::version::command) {
            if (self.who_dialled() == direction::inbound) self.say(ours);
            self.say(wire::verack{});
        } else if (theirs.command == wire::verack::command) {
            if (then) then(self);
        } else if (theirs.command == wire::ping::command) {
            self.say({wire::pong::command, theirs.payload});
        }
    };
    return acts;
}

behaviour recite(bytes raw) {
    return {.opened = [raw = std::move(raw)](script& self) { self.say(raw); }};
}

namespace {

void drip_from(
    script& self, const std::shared_ptr<const bytes>& raw, std::size_t at, duration pause
) {
    if (at == raw->size()) return;
    self.say(byte_view(*raw).subspan(at, 1));
    self.after(pause, [=](script& later) { drip_from(later, raw, at + 1, pause); });
}

}  // namespace

behaviour drip(bytes raw, duration pause) {
    const auto shared = std::make_shared<const bytes>(std::move(raw));
    return {.opened = [shared, pause](script& self) { drip_from(self, shared, 0, pause); }};
}

behaviour garbage(std::size_t count) {
    return {.opened = [count](script& self) {
        bytes noise(count);
        for (auto& byte : noise) byte = static_cast<std::uint8_t>(self.home().random().below(256));
        self.say(noise);
    }};
}

behaviour echo() {
    return {.read = [](script& self, byte_view heard) { self.say(heard); }};
}

behaviour flood(std::function<wire::message(script&)> next) {
    const auto started = std::make_shared<bool>(false);
    auto acts = polite([started](script& self) {
        *started = true;
        self.say(byte_view{});  // sets the pump going
    });
    acts.drained = [started, next = std::move(next)](script& self) {
        if (*started) self.say(next(self));
    };
    return acts;
}

bytes framed(const network& net, const std::vector<wire::message>& messages) {
    transport::v1 sealing(net);
    bytes stream;
    for (const auto& message : messages) {
        const auto frame = sealing.seal(message.command(), message.payload_for({}).value());
        for (const auto part : {frame.head.view(), frame.body.view()}) {
            stream.insert(stream.end(), part.begin(), part.end());
        }
    }
    return stream;
}

}  // namespace bitpeer::sim::behaviours
