/// Payloads that are not what their command says.

#include "behaviour.hpp"
#include "payload.hpp"

namespace bitpeer::tool::conform {

namespace {

/// Messages with a first field of more than one byte, or a count that one byte claims.
constexpr wire::command_name shortened[] = {
    "addr",
    "addrv2",
    "block",
    "blocktxn",
    "cfilter",
    "cmpctblock",
    "feefilter",
    "getblocks",
    "getblocktxn",
    "getdata",
    "getheaders",
    "headers",
    "inv",
    "merkleblock",
    "notfound",
    "sendcmpct",
    "tx",
};

behaviour cut_short(wire::command_name command) {
    const std::string name(command.text());
    return told(
        {"malformed." + name,
         name + ": a payload that ends too early is let go, or ends the connection.",
         "Bitcoin Core, net_processing.cpp ProcessMessages; btcd, inHandler"},
        {.commands = {command}},
        expectation::either,
        [command](const conversation&) { return one(payload().byte(1).as(command)); }
    );
}

}  // namespace

behaviours malformed_behaviours() {
    behaviours all;
    for (const auto command : shortened) all.push_back(cut_short(command));
    all.push_back(told(
        {"malformed.count_not_shortest",
         "A count in more bytes than it needs is let go with its message, or ends the connection.",
         "Bitcoin Core, serialize.h ReadCompactSize; btcd, ReadVarInt"},
        {},
        expectation::either,
        [](const conversation&) {
            return one(payload().byte(0xfd).number(std::uint16_t{0}).as("inv"));
        }
    ));
    all.push_back(told(
        {"malformed.count_enormous",
         "A count of 2^64 - 1 costs nothing: the message is let go, or ends the connection.",
         "Bitcoin Core, serialize.h MAX_SIZE; btcd, MaxInvPerMsg"},
        {},
        expectation::either,
        [](const conversation&) { return one(payload().filled(9, 0xff).as("inv")); }
    ));
    return all;
}

}  // namespace bitpeer::tool::conform
