#pragma once
/// A remote that does what it is told, right or wrong.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/sim/endpoint.hpp>
#include <bitpeer/transport/v1.hpp>
#include <bitpeer/wire/message.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace bitpeer::sim {

class script;

/// What a script does when something happens to it; what is left empty is nothing. behaviours.hpp
/// has ready-made ones.
struct behaviour {
    std::function<void(script&)> opened{};
    /// A message of the remote's came whole.
    std::function<void(script&, const transport::frame&)> heard{};
    /// All that was said has left: for whoever wants to say more without end.
    std::function<void(script&)> drained{};
    /// The remote ended its side, or the connection broke.
    std::function<void(script&)> over{};
};

/// Raw bytes in and out, without a protocol, an opinion or a deadline of its own. It reads along
/// with a v1 transport, so that a behaviour may answer messages.
class script final : public endpoint {
public:
    script(seat place, const network& net, behaviour acts);

    // What it does.

    /// Queues raw bytes.
    void say(byte_view raw);
    /// Queues a message in a v1 frame of its network. It must be encodable.
    void say(const wire::message& message, wire::format_options options = {});
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

    [[nodiscard]] bool still_open() const { return mine().open(); }
    [[nodiscard]] const std::vector<std::string>& commands_heard() const { return commands_heard_; }
    [[nodiscard]] std::size_t bytes_heard() const { return bytes_heard_; }
    [[nodiscard]] bool remote_ended() const { return remote_ended_; }  ///< in order
    [[nodiscard]] bool was_broken() const { return was_broken_; }      ///< not in order
    [[nodiscard]] std::optional<instant> over_since() const { return over_since_; }

    void readable() override;
    void writable() override { push(); }
    void broken(const std::string& detail) override;

private:
    enum class then { go_on, half_close, close };

    void opened() override;
    void push();
    void hear(const transport::received& item);
    void end_is_seen();

    behaviour acts_;
    transport::v1 transport_;
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
