#pragma once
/// Fetches the blocks of a chain from one peer, in order.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/chain_format.hpp>
#include <bitpeer/wire/message.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

namespace bitpeer {

struct block_download_options {
    std::uint32_t first = 1;              ///< height of the first block wanted
    std::optional<std::uint32_t> last{};  ///< of the last one; unset: the tip, as far as it moves
    std::size_t window = 16;              ///< blocks asked for or waiting for an earlier one
    bool witness = true;  ///< ask for witnesses: right when the peer offers `witness`
    duration patience = std::chrono::minutes(1);  ///< without any of the blocks that are asked for
};

/// A block that was asked for.
struct downloaded_block {
    std::uint32_t height = 0;
    hash256 hash;
    shared_bytes raw{};  ///< exactly the block
    std::size_t transactions = 0;
};

/// What a message was to the download.
enum class download_verdict : std::uint8_t {
    taken,        ///< a block that was asked for
    unrequested,  ///< a block that was not, or not any more: let go
    foreign,      ///< nothing about blocks: somebody else's
};

/// What the peer did wrong, or cannot do.
enum class download_fault : std::uint8_t {
    bad_block,  ///< the bytes under a header that we asked for are not its block: `detail`
    not_found,  ///< the peer does not have it
};

[[nodiscard]] std::string_view to_string(download_fault code);

struct download_error {
    download_fault code{};
    std::uint32_t height = 0;
    hash256 hash;
    std::optional<wire::block_error> detail;

    [[nodiscard]] std::string message() const;
};

/// Which blocks to ask for and what to make of the answers, without a connection:
///
///     block_download download(network, chain, {.first = 1});
///     while (!download.complete()) {
///         if (auto request = download.next_request(now)) send(*request);
///         auto verdict = download.take(receive(), now);    // an error: the peer broke a rule
///         while (auto block = download.next_block()) write(*block);
///     }
///
/// Blocks may arrive in any order and leave by height. Each is checked against its header; whether
/// its transactions are valid is not. Holds at most `window` blocks. The chain must outlive it, and
/// keep the blocks below its tip until they are downloaded. Not thread-safe.
class block_download {
public:
    /// The network's dialect must have a `chain_format`.
    block_download(
        const network& of, const header_chain& chain, const block_download_options& options = {}
    );

    /// A `getdata` to send now, if there is room for more.
    [[nodiscard]] std::optional<wire::message> next_request(instant now);

    /// Takes what arrived. A block that came with an error is asked for again by `next_request`: of
    /// another peer, if its owner is wise.
    result<download_verdict, download_error> take(const wire::message& message, instant now);

    /// The next block by height, once it is there.
    [[nodiscard]] std::optional<downloaded_block> next_block();

    /// All blocks were handed out by `next_block`.
    [[nodiscard]] bool complete() const { return slots_.empty() && next_ > last(); }

    /// The height of the block that `next_block` hands out next: where another would resume.
    [[nodiscard]] std::uint32_t next_height() const {
        return next_ - static_cast<std::uint32_t>(slots_.size());
    }

    /// When the peer has kept us waiting for too long; nothing while nothing is asked of it.
    [[nodiscard]] std::optional<instant> deadline() const { return deadline_; }

    /// Forgets what is asked for, to ask another peer.
    void restart();

private:
    enum class progress : std::uint8_t { to_ask, asked, here };
    struct slot {
        downloaded_block block;
        progress state = progress::to_ask;
    };

    [[nodiscard]] std::uint32_t last() const;
    [[nodiscard]] slot* asked_for(const hash256& hash);
    [[nodiscard]] bool waiting() const;

    result<download_verdict, download_error> take_block(const wire::message& message, instant now);
    result<download_verdict, download_error> take_missing(const wire::message& message);

    const wire::dialect* dialect_;
    const wire::chain_format* format_;
    const header_chain* chain_;
    block_download_options options_;
    std::uint32_t next_;      // the height above the last slot
    std::deque<slot> slots_;  // by height, without a gap
    std::optional<instant> deadline_;
};

}  // namespace bitpeer
