#pragma once
/// The vectors that lie beside the tests.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/hex.hpp>
#include <bitpeer/wire/command.hpp>
#include <tests/support/data_folder.hpp>

#include <fstream>
#include <ostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace bitpeer::test {

/// One payload and what is known of it. In the file: a line with the command, the protocol version
/// and possibly a remark; a line with the payload in hexadecimal (`-` for an empty one); a line
/// with what to expect. Lines that begin with `#` say where the vectors below them come from.
struct payload_vector {
    wire::command_name command;
    int protocol_version = 0;
    std::string remark;
    bytes payload;
    std::string expected;
    std::string origin;  ///< "messages.txt:17"

    friend std::ostream& operator<<(std::ostream& out, const payload_vector& vector) {
        return out << vector.origin << " (" << vector.command.text() << ')';
    }
};

/// All vectors of a file in tests/vectors. Throws when the file is not there or not as said above.
[[nodiscard]] inline std::vector<payload_vector> read_vectors(const std::string& name) {
    std::ifstream file(vectors_folder() / name);
    if (!file) throw std::runtime_error("no vectors in " + name);
    std::vector<payload_vector> vectors;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        payload_vector vector;
        vector.origin = name + ':' + std::to_string(number);
        std::string command;
        std::istringstream(line) >> command >> vector.protocol_version >> vector.remark;
        vector.command = wire::command_name::parse(command).value();
        std::getline(file, line);
        vector.payload = from_hex(line == "-" ? "" : line).value();
        std::getline(file, vector.expected);
        number += 2;
        vectors.push_back(std::move(vector));
    }
    return vectors;
}

}  // namespace bitpeer::test
