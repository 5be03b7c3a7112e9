#include <bitpeer/wire/exchangecoin/equihash_input.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace bitpeer::wire::exchangecoin {

namespace {

constexpr std::size_t header_size = 280;
constexpr std::size_t field_offset = 180;
constexpr std::size_t field_size = 100;
static_assert(field_offset + field_size == header_size);

struct extent {
    std::size_t offset;
    std::size_t size;
};

/// What goes into the first version's input, in the order in which it goes in.
constexpr std::array v0_extents{
    extent{0, 68},    // version, previous block, merkle root
    extent{116, 4},   // bits
    extent{136, 4},   // time
    extent{144, 32},  // extra data
    extent{140, 4},   // nonce: last here, before the extra data in the header
};
constexpr std::size_t v0_size = 140;  // the nonce's last 28 bytes are zero

}  // namespace

std::optional<bytes> equihash_input(byte_view header, input_version version) {
    if (header.size() != header_size) return std::nullopt;
    const auto before_solution = header.first(field_offset);
    if (version == input_version::v1) return bytes(before_solution.begin(), before_solution.end());
    bytes input(v0_size);
    auto to = input.begin();
    for (const auto [offset, size] : v0_extents) {
        to = std::ranges::copy(header.subspan(offset, size), to).out;
    }
    return input;
}

std::optional<byte_view> solution_field(byte_view header) {
    if (header.size() != header_size) return std::nullopt;
    return header.subspan(field_offset, field_size);
}

std::string_view to_string(solution_fault code) {
    switch (code) {
        case solution_fault::wrong_header_size: return "wrong_header_size";
        case solution_fault::padding_not_zero: return "padding_not_zero";
        case solution_fault::not_a_solution: return "not_a_solution";
    }
    return "unknown";
}

std::string solution_error::message() const {
    std::string text(to_string(code));
    if (detail) text.append(": ").append(crypto::to_string(*detail));
    return text;
}

result<void, solution_error> check_solution(
    byte_view header, crypto::equihash_parameters parameters, input_version version
) {
    const auto input = equihash_input(header, version);
    const auto field = solution_field(header);
    if (!input || !field) return failed(solution_error{solution_fault::wrong_header_size, {}});

    // Where the parameters leave no solution to look for, Equihash says what is wrong with them.
    const auto wanted = crypto::equihash_solution_size(parameters).value_or(field_size);
    const auto used = std::min(wanted, field_size);
    if (std::ranges::any_of(field->subspan(used), [](auto byte) { return byte != 0; })) {
        return failed(solution_error{solution_fault::padding_not_zero, {}});
    }
    const auto checked = crypto::check_equihash(parameters, *input, field->first(used));
    if (!checked) return failed(solution_error{solution_fault::not_a_solution, checked.error()});
    return {};
}

}  // namespace bitpeer::wire::exchangecoin
