/// Opens many hostile connections to one address and tells what became of each.

#include "campaign.hpp"
#include "kind.hpp"
#include "options.hpp"
#include <boost/asio/io_context.hpp>

#include <csignal>
#include <cstdio>

int main(int argc, char** argv) {
    const auto given = bitpeer::abuse::parse(argc, argv);
    if (!given) return 2;
    auto kinds = bitpeer::abuse::chosen_kinds(given->only);
    if (given->list) {
        for (const auto& each : kinds) std::puts(each.name.c_str());
        return 0;
    }
    std::signal(SIGPIPE, SIG_IGN);
    boost::asio::io_context io(1);
    bitpeer::abuse::campaign all(io, *given, std::move(kinds));
    if (!all.start()) {
        std::fputs("bitpeer_abusers: no such address, or no such kind\n", stderr);
        return 2;
    }
    io.run();
    return 0;
}
