#pragma once
/// Tables with a header line and commas, as BIPs publish their test vectors.

#include <tests/support/recorded_data.hpp>

#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace bitpeer::test {

/// A line of a table: its cells by the names of their columns.
using csv_row = std::map<std::string, std::string>;

/// The lines of a table without quotes; nothing, and a loud message, when it is not there.
[[nodiscard]] inline std::optional<std::vector<csv_row>> read_recorded_csv(const std::string& name
) {
    const auto data = read_recorded(name);
    if (!data) return std::nullopt;
    std::istringstream text(std::string(data->begin(), data->end()));
    const auto cells_of = [](std::string line) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        std::vector<std::string> cells{""};
        for (const char c : line) {
            if (c == ',') {
                cells.emplace_back();
            } else {
                cells.back() += c;
            }
        }
        return cells;
    };
    std::string line;
    std::getline(text, line);
    const auto columns = cells_of(line);
    std::vector<csv_row> rows;
    while (std::getline(text, line)) {
        const auto cells = cells_of(line);
        csv_row row;
        for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) {
            row[columns[i]] = cells[i];
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace bitpeer::test
