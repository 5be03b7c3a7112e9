#pragma once
/// Questions about compact filters, within what a server answers (BIP157). A server that is asked
/// for more disconnects, and so it does for a stop block that it does not know: `last` must be no
/// higher than what *that* peer has announced.
///
/// All functions are thread-safe.

#include <bitpeer/base/hash256.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/wire/filter_type.hpp>
#include <bitpeer/wire/messages/getcfcheckpt.hpp>
#include <bitpeer/wire/messages/getcfheaders.hpp>
#include <bitpeer/wire/messages/getcfilters.hpp>

#include <cstdint>
#include <optional>
#include <string_view>

namespace bitpeer {

/// The most blocks that one `getcfilters` may ask about.
inline constexpr std::uint32_t max_filters_asked = 1000;
/// The same for one `getcfheaders`.
inline constexpr std::uint32_t max_filter_headers_asked = 2000;
/// `cfcheckpt` tells the filter headers of the blocks whose height is a multiple of this.
inline constexpr std::uint32_t filter_checkpoint_interval = 1000;

/// Asks for filters of the blocks from height `first` on, as many as one request may, but none
/// above `last` or the chain's tip. Nothing where that leaves none.
[[nodiscard]] std::optional<wire::getcfilters> ask_for_filters(
    const header_chain& chain, std::uint32_t first, std::uint32_t last
);

/// The same for filter hashes.
[[nodiscard]] std::optional<wire::getcfheaders> ask_for_filter_headers(
    const header_chain& chain, std::uint32_t first, std::uint32_t last
);

/// Asks for the checkpoints up to height `last`, or the chain's tip.
[[nodiscard]] wire::getcfcheckpt ask_for_filter_checkpoints(
    const header_chain& chain, std::uint32_t last
);

/// Why a question gets no answer but a disconnect.
enum class filter_question_fault : std::uint8_t {
    unsupported_type,  ///< no basic filters are asked for
    unknown_stop,      ///< the stop block is not in the chain
    wrong_order,       ///< the start is above the stop block
    too_many,          ///< more blocks than one request may ask about
};

/// The code's name as it stands above.
[[nodiscard]] std::string_view to_string(filter_question_fault code);

/// What a peer asks about, for who answers it.
[[nodiscard]] result<height_range, filter_question_fault> asked_about(
    const header_chain& chain, const wire::getcfilters& question
);
[[nodiscard]] result<height_range, filter_question_fault> asked_about(
    const header_chain& chain, const wire::getcfheaders& question
);

}  // namespace bitpeer
