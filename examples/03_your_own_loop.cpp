/// The engine in a loop of your own: two peers over a pair of plain sockets, with poll(2), no Asio.
#include <bitpeer/engine/engine.hpp>
#include <bitpeer/params/networks.hpp>
#include <bitpeer/runtime/clock.hpp>
#include <bitpeer/runtime/entropy.hpp>

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <iostream>

using namespace bitpeer;

/// What an engine has to tell and to say. Whoever gets an answer to its ping leaves.
void take_outputs(engine& machine, int socket) {
    while (const auto told = machine.poll_event()) {
        if (std::holds_alternative<ping_answered>(*told)) machine.disconnect(system_now());
    }
    for (auto list = machine.transmit(); !list.empty(); list = machine.transmit()) {
        const auto part = list.parts().front();
        const auto count = send(socket, part.data(), part.size(), MSG_NOSIGNAL);
        if (count < 0) return machine.closed({true, {}}, system_now());
        machine.transmitted(static_cast<std::size_t>(count), system_now());
    }
    if (machine.ended()) shutdown(socket, SHUT_RDWR);
}

/// What the socket brings, or that time has passed: calls that come too early do nothing.
void give_input(engine& machine, const pollfd& ready) {
    if (ready.revents == 0) return machine.timeout(system_now());
    std::array<std::uint8_t, 4096> buffer{};
    const auto count = recv(ready.fd, buffer.data(), buffer.size(), 0);
    if (count <= 0) return machine.closed({count < 0, {}}, system_now());
    machine.receive({buffer.data(), static_cast<std::size_t>(count)}, system_now());
}

int time_left(const engine& machine) {  // for poll(2): in milliseconds, rounded up
    const auto left = machine.next_timeout().value_or(system_now()) - system_now();
    return static_cast<int>(std::max(left, duration{}) / std::chrono::milliseconds(1)) + 1;
}

int main() {
    const peer_config config{.network = networks::bitcoin_regtest};
    engine ours(config, direction::outbound, system_now(), system_entropy());
    engine theirs(config, direction::inbound, system_now(), system_entropy());
    std::array<int, 2> sockets{};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets.data()) != 0) return 1;
    std::array<pollfd, 2> ready{{{sockets[0], POLLIN, 0}, {sockets[1], POLLIN, 0}}};
    while (!ours.ended() || !theirs.ended()) {
        take_outputs(ours, sockets[0]);
        take_outputs(theirs, sockets[1]);
        poll(ready.data(), 2, std::min(time_left(ours), time_left(theirs)));
        give_input(ours, ready[0]);
        give_input(theirs, ready[1]);
    }
    std::cout << ours.why_ended()->message() << ", " << theirs.why_ended()->message() << '\n';
}
