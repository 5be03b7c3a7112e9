#pragma once
/// Recorded and published data that lies outside of the sources.

#include <bitpeer/base/bytes.hpp>
#include <tests/support/data_folder.hpp>

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>

namespace bitpeer::test {

/// The bytes of a file in the data folder; nothing, and a loud message, when it is not there.
[[nodiscard]] inline std::optional<bytes> read_recorded(const std::string& name) {
    const auto path = data_folder() / name;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::cerr << "\n*** TEST DATA MISSING: " << path << "; this test proves nothing ***\n\n";
        return std::nullopt;
    }
    return bytes(std::istreambuf_iterator<char>(file), {});
}

/// The same for a JSON file. Numbers come as text, list elements have empty names.
[[nodiscard]] inline std::optional<boost::property_tree::ptree> read_recorded_json(
    const std::string& name
) {
    const auto data = read_recorded(name);
    if (!data) return std::nullopt;
    std::istringstream text(std::string(data->begin(), data->end()));
    boost::property_tree::ptree tree;
    boost::property_tree::read_json(text, tree);
    return tree;
}

}  // namespace bitpeer::test
