#pragma once
/// Any message, known or not, received or to be sent.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/command.hpp>
#include <bitpeer/wire/row.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace bitpeer::wire {

/// A light, immutable handle: copying one copies no payload, and copies may be used from different
/// threads. It holds either a value (to be sent; its bytes depend on what the peers negotiate) or
/// the payload as it arrived, checked already, decoded when somebody asks.
class message {
public:
    /// A message to be sent: `peer.send(wire::ping{7})`.
    template <message_type M>
    message(M value)  // NOLINT: each message is a message
        : command_(M::command), value_(std::make_shared<const holder<M>>(std::move(value))) {}

    /// A payload to be sent, or one that arrived, of a command that the dialect does not know.
    message(command_name command, shared_bytes payload)
        : command_(command), payload_(std::move(payload)) {}

    /// A payload that `known.check` accepted under `options`.
    message(const row& known, shared_bytes payload, format_options options)
        : command_(known.command), row_(&known), payload_(std::move(payload)), options_(options) {}

    [[nodiscard]] command_name command() const { return command_; }

    /// The dialect's row of a message that arrived; null when the command is unknown.
    [[nodiscard]] const row* known() const { return row_; }

    /// Whether `get_if<M>` has something to give.
    template <message_type M>
    [[nodiscard]] bool is() const {
        constexpr auto wanted = message_type_id::of<M>();
        if (value_) return value_->type == wanted;
        return row_ != nullptr && row_->type == wanted;
    }

    /// The decoded message, or nothing when it is another one. A received payload is decoded at
    /// each call, so that nobody pays for what nobody looks at: keep the result.
    template <message_type M>
    [[nodiscard]] std::optional<M> get_if() const {
        if (!is<M>()) return std::nullopt;
        if (value_) return static_cast<const holder<M>&>(*value_).value;
        if (auto value = decode<M>(payload_, options_)) return std::move(*value);
        return std::nullopt;
    }

    /// The payload as it arrived, with whatever followed its last field; empty for a message that
    /// was made from a value.
    [[nodiscard]] const shared_bytes& raw() const { return payload_; }

    /// How the payload was read, for those who decode `raw()` themselves.
    [[nodiscard]] const format_options& options() const { return options_; }

    /// The struct that this message is, if that is known.
    [[nodiscard]] std::optional<message_type_id> type() const {
        if (value_) return value_->type;
        if (row_ != nullptr) return row_->type;
        return std::nullopt;
    }

    /// The payload's bytes for a connection with these options: encoded, or as it arrived.
    [[nodiscard]] result<shared_bytes, error> payload_for(format_options options) const {
        if (!value_) return payload_;
        return value_->encode(*value_, options);
    }

    /// The fields as one JSON object; null for an unknown command or a value that was not sent.
    [[nodiscard]] std::optional<std::string> to_json() const {
        if (row_ == nullptr) return std::nullopt;
        if (auto text = row_->to_json(payload_, options_)) return std::move(*text);
        return std::nullopt;
    }

private:
    struct any_value {
        message_type_id type;
        result<shared_bytes, error> (*encode)(const any_value&, format_options);
    };

    template <class M>
    struct holder : any_value {
        explicit holder(M&& from)
            : any_value{message_type_id::of<M>(), &encode_held}, value(std::move(from)) {}
        static result<shared_bytes, error> encode_held(
            const any_value& self, format_options options
        ) {
            return wire::encode_shared(static_cast<const holder&>(self).value, options);
        }
        M value;
    };

    command_name command_;
    const row* row_ = nullptr;
    shared_bytes payload_;
    format_options options_;
    std::shared_ptr<const any_value> value_;
};

}  // namespace bitpeer::wire
