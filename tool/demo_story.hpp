#pragma once
/// What happens in `bitpeer demo`: Alice dials Bob, who has a chain.

#include <bitpeer/base/result.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/node/served_chain.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/runtime/peer.hpp>
#include <bitpeer/wire/messages/inv.hpp>
#include <bitpeer/wire/messages/tx.hpp>

#include "demo_narrator.hpp"
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::tool {

[[nodiscard]] inline double milliseconds(duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

/// The steps, in this order. Each returns whether the story can go on; after false, nothing else is
/// called. `begin` and `end` belong to the steps themselves.
class demo_story {
public:
    demo_story(const network& on, boost::asio::io_context& io, narrator& tell);

    bool mine();
    boost::asio::awaitable<bool> shake_hands();
    boost::asio::awaitable<bool> sync_headers();
    boost::asio::awaitable<bool> download_blocks();
    boost::asio::awaitable<bool> relay_transaction();
    boost::asio::awaitable<bool> ping();
    boost::asio::awaitable<bool> survive_nonsense();
    bool compare_statistics();
    boost::asio::awaitable<bool> say_goodbye();

    /// Whether a peer of this dialect ends the connection for a message that cannot be read: then
    /// `end_by_nonsense` is the last step, in place of `survive_nonsense` and `say_goodbye`.
    [[nodiscard]] bool nonsense_is_fatal() const;
    boost::asio::awaitable<bool> end_by_nonsense();

private:
    void connect();
    boost::asio::awaitable<void> serve(peer to_whom, raw_inbox asked) const;

    /// What Alice said and heard since the last call, of these commands only; of all when none is
    /// given.
    [[nodiscard]] std::vector<tapped_message> heard(
        std::initializer_list<std::string_view> commands = {}
    );
    void show(const std::vector<tapped_message>& messages);

    /// A payment in Bob's pool, made from the first coinbase.
    [[nodiscard]] const pooled_transaction* new_transaction();

    network network_;
    boost::asio::io_context& io_;
    narrator& tell_;

    served_chain bobs_chain_;
    header_chain alices_chain_;
    std::vector<shared_bytes> alices_blocks_;

    peer alice_;
    peer bob_;
    inbox<wire::inv> announced_;
    raw_inbox transactions_;
    raw_inbox blocks_;
    subscription tap_;
    subscription drops_;
    std::vector<tapped_message> log_;
    std::optional<message_dropped> dropped_;
    duration handshake_took_{};
};

}  // namespace bitpeer::tool
