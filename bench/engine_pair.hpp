#pragma once
/// Two engines at the ends of one perfect wire, without sockets.

#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>

struct engine_pair {
    /// On v1 or v2.
    explicit engine_pair(int version)
        : dialler(config(version), bitpeer::direction::outbound, now, seed(1)),
          listener(config(version), bitpeer::direction::inbound, now, seed(2)) {
        for (int i = 0; i < 8; ++i) exchange();
    }

    static bitpeer::peer_config config(int version) {
        using bitpeer::transport_policy;
        bitpeer::peer_config made;
        made.transports = version == 1 ? transport_policy::v1_only : transport_policy::require_v2;
        made.network = bitpeer::networks::bitcoin_regtest;
        made.times = bitpeer::timing{.ping_interval = bitpeer::duration::zero()};
        return made;
    }

    static bitpeer::entropy seed(std::uint64_t number) {
        return bitpeer::entropy::from_number(number);
    }

    void exchange() {
        pass(dialler, listener);
        pass(listener, dialler);
    }

    void pass(bitpeer::engine& from, bitpeer::engine& to) const {
        for (auto list = from.transmit(); !list.empty(); list = from.transmit()) {
            for (const auto part : list.parts()) to.receive(part, now);
            from.transmitted(list.bytes(), now);
        }
        while (from.poll_event()) {
        }
        while (to.poll_event()) {
        }
    }

    bitpeer::instant now{std::chrono::hours(1), std::chrono::hours(400'000)};
    bitpeer::engine dialler;
    bitpeer::engine listener;
};
