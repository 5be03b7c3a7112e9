#pragma once
/// Where `record` puts what it records: one new file, or Bitcoin Core's folder, for each
/// connection.

#include <bitpeer/base/result.hpp>
#include <bitpeer/node/capture_writer.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace bitpeer::tool {

/// Which files to write.
enum class capture_kind { ours, core };

/// A place for one recording.
struct capture_place {
    std::string path;  ///< the file, or Core's folder of two
    std::unique_ptr<capture::writer> writer;
};

class capture_folder {
public:
    /// The folder, which is made where it is missing, or for people why not.
    [[nodiscard]] static result<capture_folder, std::string> open(
        std::string path, capture_kind which
    );

    /// A place named after the remote; nothing that is there is written over.
    [[nodiscard]] result<capture_place, std::string> place_for(std::string_view remote) const;

private:
    capture_folder(std::string path, capture_kind which) : path_(std::move(path)), which_(which) {}

    std::string path_;
    capture_kind which_;
};

}  // namespace bitpeer::tool
