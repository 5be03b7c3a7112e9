#pragma once
/// Writes a recording, in either format, to wherever a sink keeps it.

#include <bitpeer/node/capture.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace bitpeer::capture {

/// Bytes on their way to a sink, some of them held back so that a message is no write of its own.
/// The first failure is the last call of the sink: whatever comes then is let go.
class buffered_sink {
public:
    explicit buffered_sink(std::unique_ptr<sink> to) : to_(std::move(to)) {}

    /// Where to put what is to be written; call `added` behind it.
    [[nodiscard]] bytes& buffer() { return buffer_; }
    result<void, std::string> added(instant when);
    result<void, std::string> flush();

    /// Bytes that the sink has taken.
    [[nodiscard]] std::uint64_t written() const { return written_; }

private:
    std::unique_ptr<sink> to_;
    bytes buffer_;
    std::uint64_t written_ = 0;
    instant flushed_{};
    std::string failure_;
};

/// Takes what happens on one connection, in order. Holds back no more than 64 KiB and one record,
/// and nothing for longer than a second while more comes; `flush` ends that. When it fails it says
/// for people why, and goes on failing. Not thread-safe.
class writer {
public:
    writer() = default;
    writer(const writer&) = delete;
    writer& operator=(const writer&) = delete;
    virtual ~writer() = default;

    /// Called once, before anything else.
    virtual result<void, std::string> begin(const opening& first) = 0;
    virtual result<void, std::string> add(const record& next) = 0;
    virtual result<void, std::string> flush() = 0;
    /// Bytes that were written.
    [[nodiscard]] virtual std::uint64_t written() const = 0;
};

/// Writes our own format.
[[nodiscard]] std::unique_ptr<writer> make_writer(std::unique_ptr<sink> to);

/// Writes Bitcoin Core's format, which keeps only messages, into its two files.
[[nodiscard]] std::unique_ptr<writer> make_core_writer(
    std::unique_ptr<sink> received, std::unique_ptr<sink> written
);

}  // namespace bitpeer::capture
