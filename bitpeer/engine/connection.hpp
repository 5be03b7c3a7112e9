#pragma once
/// The body of an engine: a router that knows who wants which message, and nothing of the protocol.

#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/engine/context.hpp>
#include <bitpeer/engine/facets/handshake.hpp>
#include <bitpeer/engine/facets/keepalive.hpp>
#include <bitpeer/engine/facets/requests.hpp>
#include <bitpeer/transport/v1.hpp>

#include <memory>
#include <optional>

namespace bitpeer {

/// One connection's parts, in one place that does not move.
class connection {
public:
    connection(const peer_config& config, direction who_dialled, instant now, const entropy& seed);

    std::size_t receive(byte_view in, instant now);
    void timeout(instant now);
    void closed(const close_cause& cause, instant now);
    void hold(bool held, instant now);
    void transmitted(std::size_t count, instant now);
    void disconnect(instant now, std::string detail);

    result<ticket, send_error> send(const wire::message& message, instant now);
    result<ticket, send_error> ping(instant now);
    result<ticket, send_error> request_headers(
        const wire::locator& from, duration within, instant now
    );
    result<ticket, send_error> request_block(const hash256& hash, duration within, instant now);

    [[nodiscard]] bool wants_input() const;
    [[nodiscard]] context& state() { return context_; }
    [[nodiscard]] const context& state() const { return context_; }
    [[nodiscard]] const transport::transport& transport() const { return *transport_; }
    [[nodiscard]] std::uint64_t nonce() const { return handshake_.nonce(); }

private:
    void begin(instant now);
    void finish();

    void take(const transport::received& item);
    void arrived(const transport::frame& frame);
    void dropped(const transport::dropped_frame& frame);
    void broken(const transport::broken_stream& stream);
    void process(const wire::row& known, const transport::frame& frame);
    void let_go(
        drop_reason reason, std::string_view command, std::size_t wire_size,
        std::optional<wire::error> error = std::nullopt
    );
    void route(const wire::message& message);

    [[nodiscard]] std::optional<send_error> unready() const;
    result<ticket, send_error> ask(const wire::message& question, ticket id);
    [[nodiscard]] bool owner_is_behind() const;

    const peer_config config_;
    const conduct rules_;
    const timing times_;
    crypto::chacha20_generator random_;
    std::unique_ptr<transport::transport> transport_;
    context context_;

    facets::handshake handshake_;
    facets::keepalive keepalive_;
    facets::requests requests_;

    std::uint64_t last_ticket_ = 0;
    bool held_ = false;                    // by our owner, in so many words
    std::optional<instant> paused_since_;  // input waits for our owner since then
};

}  // namespace bitpeer
