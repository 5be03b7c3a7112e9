#include "capture_folder.hpp"

#include <bitpeer/node/capture_core.hpp>
#include <bitpeer/runtime/capture_file.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

namespace bitpeer::tool {

namespace {

namespace fs = std::filesystem;

constexpr int names_max = 1000;

/// A name that every file system takes.
std::string plain(std::string_view remote) {
    std::string name;
    for (const auto c : remote) {
        const bool safe = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || c == '-' || (c == '.' && !name.empty());
        name += safe ? c : '_';
    }
    return name;
}

result<capture_place, std::string> make_core_place(const fs::path& folder) {
    std::error_code error;
    fs::create_directory(folder, error);
    if (error) return failed("cannot make '" + folder.string() + "': " + error.message());
    auto received = make_capture_file((folder / capture::core_received_file).string());
    if (!received) return failed(std::move(received.error()));
    auto written = make_capture_file((folder / capture::core_written_file).string());
    if (!written) return failed(std::move(written.error()));
    return capture_place{
        folder.string(), capture::make_core_writer(*std::move(received), *std::move(written))};
}

result<capture_place, std::string> make_own_place(const fs::path& file) {
    auto made = make_capture_file(file.string());
    if (!made) return failed(std::move(made.error()));
    return capture_place{file.string(), capture::make_writer(*std::move(made))};
}

}  // namespace

result<capture_folder, std::string> capture_folder::open(std::string path, capture_kind which) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) return failed("cannot make '" + path + "': " + error.message());
    return capture_folder(std::move(path), which);
}

result<capture_place, std::string> capture_folder::place_for(std::string_view remote) const {
    const bool ours = which_ == capture_kind::ours;
    for (int number = 1; number <= names_max; ++number) {
        const auto suffix = number == 1 ? std::string() : fmt::format("-{}", number);
        const auto name = plain(remote) + suffix + (ours ? ".bpcap" : "");
        const auto path = fs::path(path_) / name;
        std::error_code ignored;
        if (fs::exists(path, ignored)) continue;
        return ours ? make_own_place(path) : make_core_place(path);
    }
    return failed(fmt::format("'{}' is full of recordings of {}", path_, remote));
}

}  // namespace bitpeer::tool
