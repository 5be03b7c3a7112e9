#pragma once
/// What one behaviour is asked with: a connection, made and used step by step.

#include <bitpeer/base/random.hpp>
#include <bitpeer/engine/conduct.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/message.hpp>
#include <bitpeer/wire/messages/version.hpp>

#include "link.hpp"
#include "remote.hpp"
#include "verdict.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer::tool::conform {

enum class carriage : std::uint8_t { v1, v2 };

/// What all conversations of one run share.
struct terms {
    const network& net;
    const remote& them;
    carriage usual;     ///< how to speak where the behaviour does not say it
    duration patience;  ///< for each answer
};

/// What came until something ended the wait.
struct aftermath {
    enum class ending : std::uint8_t { answered, ended, silent };
    ending how = ending::silent;
    std::vector<arrival> messages{};

    [[nodiscard]] bool answered() const { return how == ending::answered; }
    [[nodiscard]] bool ended() const { return how == ending::ended; }
    /// The first of that name, or null.
    [[nodiscard]] const arrival* first(wire::command_name command) const;
    [[nodiscard]] std::size_t count(wire::command_name command) const;
};

/// What may follow on what is said.
enum class expectation : std::uint8_t {
    accepts,  ///< it is welcome: the connection goes on
    stays,    ///< it is let go: the connection goes on
    ends,     ///< the connection ends
    either,   ///< it is let go, or the connection ends; but soon
};

/// One behaviour's connections. One at a time: `open` hangs up on the one before.
class conversation {
public:
    conversation(boost::asio::any_io_executor executor, const terms& on, carriage how);

    [[nodiscard]] const network& net() const { return on_.net; }
    [[nodiscard]] const remote& them() const { return on_.them; }
    [[nodiscard]] const transcript& said() const { return said_; }
    [[nodiscard]] carriage how() const { return how_; }
    void set_patience(duration time) { patience_ = time; }
    /// Whether pings of the remote's are answered by themselves.
    void set_pongs(bool sent) { pongs_ = sent; }
    /// The remote hung up on a good beginning without a byte: perhaps it has enough connections.
    [[nodiscard]] bool refused() const { return refused_; }
    /// Whether the network's protocol versions are Bitcoin's, so that there are older peers.
    [[nodiscard]] static bool counts_as_bitcoin(const network& net);

    /// Why the last of `open` and `shake_hands` gave false.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    [[nodiscard]] random_source& chance();
    [[nodiscard]] entropy fresh_seed();

    /// Connects in the usual transport, or in this one; null: none, the bytes are the caller's.
    [[nodiscard]] boost::asio::awaitable<bool> open();
    [[nodiscard]] boost::asio::awaitable<bool> open(std::unique_ptr<transport::transport> in);
    void hang_up() { link_.reset(); }

    /// A `version` that nobody objects to.
    [[nodiscard]] wire::version ordinary_version();
    [[nodiscard]] static wire::message message_of(const wire::version& ours);

    /// Sends `version`, waits for the remote's `version` and `verack`, then sends the rest and a
    /// `verack`. False: they did not come. Opens the connection if there is none.
    [[nodiscard]] boost::asio::awaitable<bool> shake_hands();
    [[nodiscard]] boost::asio::awaitable<bool> shake_hands(
        wire::message version, std::vector<wire::message> before_verack = {}
    );
    /// What came during the handshake.
    [[nodiscard]] const std::vector<arrival>& heard() const { return heard_; }

    [[nodiscard]] boost::asio::awaitable<void> say(wire::message message);
    [[nodiscard]] boost::asio::awaitable<void> say(std::vector<wire::message> messages);
    /// Bytes as they are.
    [[nodiscard]] boost::asio::awaitable<void> write(bytes data, std::string described);

    /// Sends a `ping` and collects what comes before its answer: what was said before the ping and
    /// has no answer by then was ignored.
    [[nodiscard]] boost::asio::awaitable<aftermath> fence();
    /// Collects until `last` holds for a message, or the end, or for the patience.
    using stop = std::function<bool(const arrival&)>;
    [[nodiscard]] boost::asio::awaitable<aftermath> collect(stop last);

    [[nodiscard]] link& line() { return *link_; }

    /// What comes of an expectation, where `fine` says how it went on: accepted or ignored unless
    /// given.
    [[nodiscard]] verdict judge(
        expectation wanted, const aftermath& came, std::string_view fine = {}
    ) const;
    /// Nothing can be said, because what goes before a behaviour did not happen.
    [[nodiscard]] verdict unasked() const { return undecided(trouble_); }

    /// The message, if its payload is what its command says.
    [[nodiscard]] std::optional<wire::message> read(const arrival& came) const;

private:
    [[nodiscard]] wire::message ping_with(std::uint64_t nonce) const;

    boost::asio::any_io_executor executor_;
    const terms& on_;
    carriage how_;
    duration patience_;
    transcript said_;
    std::unique_ptr<random_source> chance_;
    std::unique_ptr<link> link_;
    std::vector<arrival> heard_;
    std::string trouble_;
    bool refused_ = false;
    bool pongs_ = true;
};

}  // namespace bitpeer::tool::conform
