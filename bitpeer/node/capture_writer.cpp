#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/node/capture_writer.hpp>

#include <chrono>
#include <utility>

namespace bitpeer::capture {

namespace {

constexpr std::size_t buffer_max = 64 * 1024;
constexpr duration patience = std::chrono::seconds(1);

/// A buffer that a large message has made longer than this is let go.
constexpr std::size_t kept_max = 1024 * 1024;

class own_writer final : public writer {
public:
    explicit own_writer(std::unique_ptr<sink> to) : to_(std::move(to)) {}

    result<void, std::string> begin(const opening& first) override {
        append(to_.buffer(), first);
        return to_.flush();
    }
    result<void, std::string> add(const record& next) override {
        append(to_.buffer(), next);
        return to_.added(next.when);
    }
    result<void, std::string> flush() override { return to_.flush(); }
    [[nodiscard]] std::uint64_t written() const override { return to_.written(); }

private:
    buffered_sink to_;
};

class core_writer final : public writer {
public:
    core_writer(std::unique_ptr<sink> received, std::unique_ptr<sink> written)
        : received_(std::move(received)), written_(std::move(written)) {}

    result<void, std::string> begin(const opening& /*first*/) override { return {}; }
    result<void, std::string> add(const record& next) override {
        const auto* what = std::get_if<message>(&next.what);
        if (what == nullptr) return {};
        auto& to = what->way == way::received ? received_ : written_;
        append_core(to.buffer(), next.when, *what);
        return to.added(next.when);
    }
    result<void, std::string> flush() override {
        auto first = received_.flush();
        auto second = written_.flush();
        return first ? second : first;
    }
    [[nodiscard]] std::uint64_t written() const override {
        return received_.written() + written_.written();
    }

private:
    buffered_sink received_;
    buffered_sink written_;
};

}  // namespace

result<void, std::string> buffered_sink::added(instant when) {
    if (buffer_.size() < buffer_max && when - flushed_ < patience && failure_.empty()) return {};
    flushed_ = when;
    return flush();
}

result<void, std::string> buffered_sink::flush() {
    if (failure_.empty() && !buffer_.empty()) {
        if (auto kept = to_->write(buffer_); !kept) {
            failure_ = kept.error().empty() ? "it cannot be written" : std::move(kept.error());
        } else {
            written_ += buffer_.size();
        }
    }
    if (buffer_.capacity() > kept_max) {
        bytes().swap(buffer_);
    } else {
        buffer_.clear();
    }
    if (failure_.empty()) return {};
    return failed(failure_);
}

std::unique_ptr<writer> make_writer(std::unique_ptr<sink> to) {
    return std::make_unique<own_writer>(std::move(to));
}

std::unique_ptr<writer> make_core_writer(
    std::unique_ptr<sink> received, std::unique_ptr<sink> written
) {
    return std::make_unique<core_writer>(std::move(received), std::move(written));
}

}  // namespace bitpeer::capture
