// aims: bitpeer/transport/socks5.cpp
/// What a proxy may say: the same comes of it wherever it is split, nothing behind the negotiation
/// is taken, and who reads only what is wanted reads nothing else.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/transport/socks5.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace {

using namespace bitpeer;
using transport::socks5;

struct course {
    bytes written;
    std::size_t taken = 0;
    std::optional<result<transport::socks5_bound_address, transport::socks5_error>> outcome;

    friend bool operator==(const course&, const course&) = default;
};

/// Mostly what can be asked for; else a name or a password that no length says.
socks5 made(std::uint8_t choice) {
    std::optional<transport::socks5_credentials> credentials;
    if ((choice & 1) != 0) credentials = {"user", choice == 0x3f ? "" : "password"};
    return {choice == 0x3e ? std::string(256, 'a') : "example.onion", 8333, credentials};
}

/// `step` bytes at a time; with 0 as many as are wanted.
course run(socks5 proxy, byte_view said, std::size_t step) {
    course came;
    const auto write = [&] {
        const auto output = proxy.take_output();
        came.written.insert(came.written.end(), output.begin(), output.end());
    };
    write();
    while (!said.empty() && !proxy.outcome()) {
        auto chunk = said.first(std::min(step == 0 ? proxy.wanted() : step, said.size()));
        const auto before = chunk.size();
        proxy.receive(chunk);
        ensure(chunk.size() < before);
        ensure(step != 0 || chunk.empty() || (proxy.outcome() && !*proxy.outcome()));
        said = said.subspan(before - chunk.size());
        came.taken += before - chunk.size();
        write();
    }
    ensure(proxy.outcome().has_value() == (proxy.wanted() == 0));
    came.outcome = proxy.outcome();
    proxy.closed();
    ensure(proxy.outcome().has_value());
    if (const auto& last = *proxy.outcome(); !last) {
        const auto& why = last.error();
        ensure(why.message().find("unknown") == std::string::npos || why.reply());
    }
    return came;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 1 || size > 4096) return 0;
    const byte_view said(data + 1, size - 1);
    const auto whole = run(made(data[0]), said, said.size());
    ensure(run(made(data[0]), said, 1U + data[0] / 2) == whole);
    ensure(run(made(data[0]), said, 0) == whole);
    return 0;
}
