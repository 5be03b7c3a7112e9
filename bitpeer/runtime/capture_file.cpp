#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/node/capture_format.hpp>
#include <bitpeer/runtime/capture_file.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <utility>

namespace bitpeer {

namespace {

using std::filesystem::path;

std::string last_error() { return std::generic_category().message(errno); }

class file_sink final : public capture::sink {
public:
    file_sink(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
    ~file_sink() override { ::close(descriptor_); }

    result<void, std::string> write(byte_view data) override {
        while (!data.empty()) {
            const auto count = ::write(descriptor_, data.data(), data.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return failed("cannot write '" + name_ + "': " + last_error());
            data = data.subspan(static_cast<std::size_t>(count));
        }
        return {};
    }

private:
    int descriptor_;
    std::string name_;
};

result<shared_bytes, load_failure> content(const path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return failed(load_failure{file.string(), last_error(), {}});
    bytes all{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) return failed(load_failure{file.string(), "it cannot be read to its end", {}});
    return shared_bytes(std::move(all));
}

load_failure unreadable(const path& file, const capture::error& error) {
    return {file.string(), {}, error};
}

/// One of Core's two files, which may be missing.
result<capture::core_messages, load_failure> load_core(
    const path& folder, std::string_view name, capture::way which
) {
    const auto file = folder / name;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return capture::core_messages{};
    const auto all = content(file);
    if (!all) return failed(all.error());
    auto found = capture::read_core(*all, which);
    if (!found) return failed(unreadable(file, found.error()));
    return *std::move(found);
}

result<capture::recording, load_failure> load_core_pair(const path& folder, const network& net) {
    auto received = load_core(folder, capture::core_received_file, capture::way::received);
    if (!received) return failed(std::move(received.error()));
    auto written = load_core(folder, capture::core_written_file, capture::way::written);
    if (!written) return failed(std::move(written.error()));
    return join_core(*std::move(received), *std::move(written), net);
}

bool holds_core_files(const path& folder) {
    std::error_code ignored;
    return std::filesystem::exists(folder / capture::core_received_file, ignored) ||
           std::filesystem::exists(folder / capture::core_written_file, ignored);
}

}  // namespace

std::string load_failure::message() const {
    return "'" + file + "': " + (error ? error->message() : system);
}

result<std::unique_ptr<capture::sink>, std::string> make_capture_file(const std::string& path) {
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor < 0) return failed("cannot make '" + path + "': " + last_error());
    return std::make_unique<file_sink>(descriptor, path);
}

result<capture::recording, load_failure> load_capture(const std::string& name, const network& net) {
    const path file = name;
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored)) {
        if (holds_core_files(file)) return load_core_pair(file, net);
        return failed(load_failure{name, "a folder without msgs_recv.dat", {}});
    }
    if (file.filename() == capture::core_received_file ||
        file.filename() == capture::core_written_file) {
        // One that is named has to be there.
        if (const auto named = content(file); !named) return failed(named.error());
        return load_core_pair(file.parent_path(), net);
    }
    const auto all = content(file);
    if (!all) return failed(all.error());
    if (capture::is_capture(*all)) {
        auto whole = capture::read(*all);
        if (!whole) return failed(unreadable(file, whole.error()));
        return *std::move(whole);
    }
    // Core's files under another name: those that were received, unless they are none at all.
    auto received = capture::read_core(*all, capture::way::received);
    if (!received || received->records.empty()) {
        const capture::error none{capture::errc::not_a_capture, 0};
        const bool begins_well = !received && received.error().offset > 0;
        return failed(unreadable(file, begins_well ? received.error() : none));
    }
    return join_core(*std::move(received), {}, net);
}

}  // namespace bitpeer
