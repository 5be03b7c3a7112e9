#pragma once
/// A file that goes with its test.

#include <bitpeer/base/bytes.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace bitpeer::test {

/// A path at which there is nothing yet; removed at the end.
class temporary_file {
public:
    temporary_file()
        : path_(
              std::filesystem::temp_directory_path() /
              ("bitpeer-test-" + std::to_string(std::random_device()()))
          ) {}
    temporary_file(const temporary_file&) = delete;
    temporary_file& operator=(const temporary_file&) = delete;
    ~temporary_file() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }

    [[nodiscard]] std::string path() const { return path_.string(); }

    [[nodiscard]] bytes content() const {
        std::ifstream file(path_, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    void write(byte_view data) const {
        std::ofstream file(path_, std::ios::binary);
        file.write(
            reinterpret_cast<const char*>(data.data()), static_cast<std::streamsize>(data.size())
        );
    }

private:
    std::filesystem::path path_;
};

}  // namespace bitpeer::test
