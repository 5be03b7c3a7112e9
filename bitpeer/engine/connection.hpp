#pragma once
/// The body of an engine: a router that knows who wants which message, and nothing of the protocol.

#include <bitpeer/crypto/chacha20_generator.hpp>
#include <bitpeer/engine/address_sample.hpp>
#include <bitpeer/engine/context.hpp>
#include <bitpeer/engine/facets/bloom.hpp>
#include <bitpeer/engine/facets/chain_questions.hpp>
#include <bitpeer/engine/facets/feature_registry.hpp>
#include <bitpeer/engine/facets/handshake.hpp>
#include <bitpeer/engine/facets/inventory_relay.hpp>
#include <bitpeer/engine/facets/keepalive.hpp>
#include <bitpeer/engine/facets/private_broadcast.hpp>
#include <bitpeer/engine/facets/purpose.hpp>
#include <bitpeer/engine/facets/reconciliation.hpp>
#include <bitpeer/engine/facets/requests.hpp>
#include <bitpeer/engine/facets/stall_detector.hpp>
#include <bitpeer/engine/facets/tolerance.hpp>
#include <bitpeer/engine/facets/wishes.hpp>
#include <bitpeer/engine/pacing.hpp>
#include <bitpeer/engine/prepared_config.hpp>
#include <bitpeer/transport/transport.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace bitpeer {

/// One connection's parts, in one place that does not move.
class connection {
public:
    connection(
        prepared_config config, connection_details own, direction who_dialled, instant now,
        const entropy& seed
    );
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    // connection.cpp: what happened.
    std::size_t receive(byte_view in, instant now);
    [[nodiscard]] byte_span room();
    void timeout(instant now);
    void closed(const close_cause& cause, instant now);
    void hold(bool held, instant now);
    void transmitted(std::size_t count, instant now);
    void disconnect(disconnect_reason why, instant now, std::string detail);
    void out_of_memory() noexcept;

    /// Time does not go back here, whatever an owner's clock does.
    [[nodiscard]] instant forward(instant now);
    /// Ended without memory: its parts may be half changed, and are left alone.
    [[nodiscard]] bool starved() const { return starved_; }

    // connection_requests.cpp: what the owner wants.
    result<ticket, send_error> send(const wire::message& message, instant now);
    result<void, send_error> tell(const wire::message& message, instant now);
    result<ticket, send_error> ping(instant now);
    bool send_decoy(std::size_t contents, instant now);
    result<announcement, send_error> announce(const wire::inventory& entry, instant now);
    result<announcement, send_error> announce(const transaction_news& news, instant now);
    result<announcement, send_error> announce_blocks(const wire::header_batch& newest, instant now);
    result<bool, send_error> ask_compact_blocks(compact_block_role wanted, instant now);
    void set_fee_filter(std::int64_t rate, instant now);
    result<void, send_error> announce_now(std::span<const wire::inventory> entries, instant now);
    result<std::vector<node_address>, send_error> send_addresses(
        std::span<const node_address> known, instant now
    );
    result<bool, send_error> ask_for_chain(
        facets::chain_questions::kind which, const wire::locator& from, instant now
    );
    result<bool, send_error> reject(const wire::reject& why, instant now);
    result<ticket, send_error> request_headers(
        const wire::locator& from, duration within, instant now
    );
    result<std::vector<ticket>, send_error> request_data(
        std::span<const wire::inventory> wanted, duration within, instant now
    );

    using hearing = std::function<void(const transport::received&, instant now)>;
    void on_heard(hearing told) { heard_ = std::move(told); }

    [[nodiscard]] std::optional<event> next_event();
    [[nodiscard]] bool has_event() const {
        return !context_.events.empty() || (starved_ && !end_told_);
    }
    [[nodiscard]] gather_list transmit() const;
    [[nodiscard]] bool may_write() const;
    [[nodiscard]] bool wants_input() const;
    [[nodiscard]] std::size_t bytes_held() const;
    [[nodiscard]] context& state() { return context_; }
    [[nodiscard]] const context& state() const { return context_; }
    [[nodiscard]] facets::inventory_relay& relay() { return relay_; }
    [[nodiscard]] const facets::inventory_relay& relay() const { return relay_; }
    [[nodiscard]] const transport::transport& transport() const { return *transport_; }
    [[nodiscard]] std::uint64_t nonce() const { return handshake_.nonce(); }
    [[nodiscard]] bitpeer::statistics statistics() const;
    [[nodiscard]] bool falls_back_to_v1() const;

private:
    // connection.cpp
    void begin(instant now);
    void finish();
    void end();
    void pace();
    [[nodiscard]] bool owner_is_behind() const;
    [[nodiscard]] bool answers_pile_up() const;
    [[nodiscard]] bool input_is_paced() const;
    [[nodiscard]] std::size_t handshake_input_max() const;
    void read_one(byte_view& in);

    // connection_arrivals.cpp: from frames to facets.
    void take(transport::received item);
    void arrived(transport::frame frame);
    void dropped(const transport::dropped_frame& frame);
    void broken(const transport::broken_stream& stream);
    void nameless(const transport::dropped_frame& frame);
    void misplaced(const transport::frame& frame, const wire::row* known);
    void process(const wire::row& known, transport::frame frame);
    void pass_on(transport::frame frame);
    [[nodiscard]] const wire::row* known_row(wire::command_name command) const;
    [[nodiscard]] legality verdict(const wire::row* known) const;
    [[nodiscard]] bool readable(const wire::row& known, const transport::frame& frame);
    void let_go(
        drop_reason reason, std::string_view command, std::size_t wire_size,
        const wire::error* error = nullptr
    );
    void unacceptable(disconnect_reason reason, const std::string& detail);
    [[nodiscard]] bool suits_kind(const wire::message& message, std::size_t wire_size);
    void met(const wire::version& theirs);
    void route(const wire::message& message, const wire::row& known, const hash256* digest);
    void running();

    // connection_requests.cpp
    [[nodiscard]] std::optional<send_error> unready() const;
    [[nodiscard]] std::optional<send_error> unsendable(const wire::message& message) const;
    [[nodiscard]] std::optional<send_error> unannounceable() const;
    result<void, send_error> queue(ticket id, const wire::message& message, instant now);
    [[nodiscard]] bool agreed_on(wire::command_name command) const;
    [[nodiscard]] ticket next_ticket() { return static_cast<ticket>(++last_ticket_); }

    const prepared_config prepared_;
    const peer_config& config_;
    const conduct& rules_;
    const timing times_;
    crypto::chacha20_generator random_;
    std::unique_ptr<transport::transport> transport_;
    context context_;

    facets::handshake handshake_;
    facets::reconciliation reconciliation_;
    facets::wishes wishes_;
    facets::private_broadcast broadcast_;
    facets::tolerance tolerance_;
    facets::keepalive keepalive_;
    facets::inventory_relay relay_;
    facets::stall_detector stall_detector_;
    facets::chain_questions chain_questions_;
    facets::requests requests_;

    std::unique_ptr<pacing> pacing_;  // none: nothing is limited
    hearing heard_;
    std::uint64_t last_ticket_ = 0;
    bool end_told_ = false;  // the last event is queued, or was given out
    bool starved_ = false;
    bool held_ = false;                    // by our owner, in so many words
    std::optional<instant> paused_since_;  // input waits for our owner since then
};

}  // namespace bitpeer
