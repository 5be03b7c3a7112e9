#pragma once
/// What the first conversation showed of the remote.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hash256.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include <boost/asio/ip/tcp.hpp>

#include <optional>
#include <vector>

namespace bitpeer::tool::conform {

struct remote {
    boost::asio::ip::tcp::endpoint where{};
    bool v1 = false;  ///< speaks it, as far as we may ask
    bool v2 = false;
    wire::version version{};                    ///< its own
    std::vector<wire::command_name> unasked{};  ///< what it says by itself

    /// Headers that follow the first block, with their names; nothing when it answered no
    /// `getheaders`.
    struct known_block {
        bytes header;
        hash256 hash;
    };
    std::optional<std::vector<known_block>> blocks{};

    [[nodiscard]] const known_block& first_block() const { return blocks->front(); }
    [[nodiscard]] const known_block& last_block() const { return blocks->back(); }
};

}  // namespace bitpeer::tool::conform
