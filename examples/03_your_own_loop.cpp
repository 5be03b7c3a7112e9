/// The engine in a loop of your own: two peers over a pair of plain sockets, with poll(2), no Asio.
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/entropy.hpp>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iostream>using namespace bitpeer;

/// What an engine has to tell and to say. Whoever gets an answer to its ping leaves.
void take_outputs(engine& machine, int socket) {
    while (const auto told = machine.poll_event()) {
        if (std::holds_alternative<ping_answered>(*told)) machine.disconnect(system_now());
        if (const auto* end = std::get_if<disconnected>(&*told)) {
            std::cout << end->why.message() << '\n';
            shutdown(socket, SHUT_RDWR);
        }
    }
    while (!machine.transmit().empty()) {
        const auto part = machine.transmit().parts().front();
        const auto count = send(socket, part.data(), part.size(), MSG_NOSIGNAL);
        if (count < 0) return machine.closed({true, "send failed"}, system_now());
        machine.transmitted(static_cast<std::size_t>(count), system_now());
    }
}

void give_input(engine& machine, int socket) {
    std::array<std::uint8_t, 4096> buffer{};
    const auto count = recv(socket, buffer.data(), buffer.size(), 0);
    if (count <= 0) return machine.closed({count < 0, {}}, system_now());
    machine.receive({buffer.data(), static_cast<std::size_t>(count)}, system_now());
}

int main() {
    const peer_config config{.network = networks::bitcoin_regtest};
    std::array ends{
        engine(config, direction::outbound, system_now(), system_entropy()),
        engine(config, direction::inbound, system_now(), system_entropy())};
    std::array<int, 2> sockets{};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()) != 0) return 1;
    while (!ends[0].ended() || !ends[1].ended()) {
        for (std::size_t i = 0; i < 2; ++i) take_outputs(ends[i], sockets[i]);
        const auto now = system_now();
        auto left = duration(std::chrono::minutes(1));
        for (auto& end : ends) left = std::min(left, end.next_timeout().value_or(now) - now);
        std::array<pollfd, 2> ready{{{sockets[0], POLLIN, 0}, {sockets[1], POLLIN, 0}}};
        const auto milliseconds = std::max<std::int64_t>(left / std::chrono::milliseconds(1), 0);
        poll(ready.data(), 2, static_cast<int>(milliseconds) + 1);
        for (std::size_t i = 0; i < 2; ++i) {
            if (ready[i].revents != 0) give_input(ends[i], sockets[i]);
            ends[i].timeout(system_now());  // not yet: nothing happens
        }
    }
    for (const auto socket : sockets) close(socket);
}
