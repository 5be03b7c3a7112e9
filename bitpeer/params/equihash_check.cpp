#include <bitpeer/base/endian.hpp>
#include <bitpeer/params/equihash_check.hpp>

namespace bitpeer {

result<void, wire::exchangecoin::solution_error> check_solution(
    const network& of, byte_view header
) {
    using wire::exchangecoin::input_version;
    constexpr std::size_t height_offset = 128;
    const auto& rule = of.equihash;
    if (rule.n == 0) return {};
    const bool fits = header.size() >= height_offset + 4;
    const auto height = fits ? load_le<std::uint32_t>(header.data() + height_offset) : 0;
    return wire::exchangecoin::check_solution(
        header,
        {rule.n, rule.k},
        height >= rule.whole_header_from ? input_version::v1 : input_version::v0
    );
}

}  // namespace bitpeer
