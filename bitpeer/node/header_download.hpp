#pragma once
/// Fetches headers from one peer until there are no more.

#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/wire/message.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace bitpeer {

/// What to ask a peer, and what to make of its answers, without a connection: whoever has one sends
/// `next_request`, hands in what arrives, and watches the clock.
///
///     header_download download(chain);
///     for (;;) {
///         if (auto request = download.next_request(now)) send(*request);
///         if (download.complete()) break;
///         auto change = download.take(receive(), now);     // an error: the peer broke a rule
///     }
///
/// It goes on to work afterwards: announcements (`headers`, and `inv` of blocks that the chain
/// lacks) extend the chain or make it ask again. The chain must outlive it. Not thread-safe.
class header_download {
public:
    explicit header_download(header_chain& chain, duration patience = std::chrono::minutes(1))
        : chain_(&chain), patience_(patience) {}

    /// A `getheaders` to send now, if it is time for one. The first one asks from the tip's parent
    /// on, so that a peer with our tip has something to answer.
    [[nodiscard]] std::optional<wire::message> next_request(instant now);

    /// Takes what arrived and returns what it changed; nothing changes for messages that are not
    /// about headers. After an error the chain is as it was.
    result<chain_change, header_error> take(const wire::message& message);

    /// The peer has nothing that we lack, as far as it told.
    [[nodiscard]] bool complete() const { return state_ == state::complete; }

    /// When an answer is overdue; nothing while none is awaited.
    [[nodiscard]] std::optional<instant> deadline() const { return deadline_; }

    /// Asks anew: of another peer after one failed, or because there may be something new.
    void restart();

private:
    enum class state : std::uint8_t { to_ask, waiting, complete };

    [[nodiscard]] bool news(const wire::message& message) const;

    header_chain* chain_;
    duration patience_;
    state state_ = state::to_ask;
    bool first_request_ = true;
    std::optional<instant> deadline_;
};

}  // namespace bitpeer
