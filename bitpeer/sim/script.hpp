#pragma once
/// A remote that does what it is told, right or wrong.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/sim/endpoint.hpp>
#include <bitpeer/transport/transport.hpp>
#include <bitpeer/transport/v2_padding.hpp>
#include <bitpeer/wire/message.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace bitpeer::sim {

class script;

/// What a script does when something happens to it; what is left empty is nothing. behaviours.hpp
/// has ready-made ones.
struct behaviour {
    std::function<void(script&)> opened{};
    /// Bytes came, before anything is made of them.
    std::function<void(script&, byte_view)> read{};
    /// A message of the remote's came whole.
    std::function<void(script&, const transport::frame&)> heard{};
    /// All that was said has left: for whoever wants to say more without end.
    std::function<void(script&)> drained{};
    /// The remote ended its side, or the connection broke.
    std::function<void(script&)> over{};
};

/// What a script speaks.
enum class spoken : std::uint8_t {
    v1,
    v2,
    detecting,  ///< v1 when it dialled, else what the remote begins with
};

/// Raw bytes in and out, without a protocol, an opinion or a deadline of its own. It reads along
/// with a transport, so that a behaviour may answer messages.
class script final : public endpoint {
public:
    script(
        seat place, const network& net, behaviour acts, spoken speaks = spoken::v1,
        transport::v2_padding padding = transport::usual_padding()
    );

    // What it does.

    /// Queues raw bytes.
    void say(byte_view raw);
    /// Queues a message in a frame of its transport, as soon as that is ready for it. It must be
    /// encodable.
    void say(const wire::message& message, wire::format_options options = {});
    /// The bytes of that frame, for who wants to say something else in its place. Only when
    /// `transport().ready()`.
    [[nodiscard]] bytes seal(const wire::message& message, wire::format_options options = {});
    /// Says nothing more once everything queued has left; goes on reading.
    void half_close();
    /// Closes in order, once everything queued has left.
    void close();
    /// Breaks the connection off; what is queued is lost.
    void reset() { mine().reset(); }
    /// Reads nothing until `read_on`, so that the remote cannot go on writing.
    void stop_reading() { reading_ = false; }
    void read_on();
    /// Does something later, if the connection is still there.
    void after(duration span, std::function<void(script&)> what);

    // What it saw.

    /// Empty before it is connected.
    [[nodiscard]] transport::transport& transport() { return *transport_; }
    [[nodiscard]] std::unique_ptr<transport::transport> reading_twin() const override;
    [[nodiscard]] bool still_open() const { return mine().open(); }
    /// Of the first ten thousand messages.
    [[nodiscard]] const std::vector<std::string>& commands_heard() const { return commands_heard_; }
    [[nodiscard]] std::size_t bytes_heard() const { return bytes_heard_; }
    [[nodiscard]] bool remote_ended() const { return remote_ended_; }  ///< in order
    [[nodiscard]] bool was_broken() const { return was_broken_; }      ///< not in order
    [[nodiscard]] std::optional<instant> over_since() const { return over_since_; }

    void readable() override;
    void writable() override { push(); }
    void broken(const std::string& detail) override;

private:
    static constexpr std::size_t kept_max = 10'000;

    enum class then { go_on, half_close, close };

    void opened() override;
    void push();
    void hear(const transport::received& item);
    void transport_moved();
    void end_is_seen();

    behaviour acts_;
    const network net_;
    const spoken speaks_;
    const transport::v2_padding padding_;
    std::unique_ptr<transport::transport> transport_;
    std::vector<std::pair<wire::message, wire::format_options>> unsaid_;  // it is not ready yet
    bytes queue_;
    then then_ = then::go_on;
    bool pushing_ = false;
    bool reading_ = true;
    bool remote_ended_ = false;
    bool was_broken_ = false;
    std::optional<instant> over_since_;
    std::size_t bytes_heard_ = 0;
    std::vector<std::string> commands_heard_;
};

}  // namespace bitpeer::sim
