#pragma once
/// Makes blocks that real nodes accept, on networks whose proof of work takes a try or two.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/base/result.hpp>
#include <bitpeer/base/time.hpp>
#include <bitpeer/node/header_chain.hpp>
#include <bitpeer/node/served_chain.hpp>
#include <bitpeer/params/network.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/transaction.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bitpeer {

/// How blocks are made.
struct generator_options {
    /// Who gets the subsidy. As it stands, OP_TRUE: whoever wants it, a hundred blocks later.
    bytes output_script{0x51};
    /// Two chains of different numbers have no block in common.
    std::uint64_t extra_nonce = 0;
    std::int32_t version = 0x20000000;
    /// Half the subsidy after so many blocks. Regtest's; simnet would allow 210,000, but less than
    /// is due may always be claimed.
    std::uint32_t halving_interval = 150;
    /// Between the times of two blocks. A second more than ten minutes: simnet adjusts its
    /// difficulty every 2016 blocks, and would raise it if they had come any faster.
    std::chrono::seconds spacing{601};
};

/// Why no block could be made.
enum class generator_fault : std::uint8_t {
    foreign_network,  ///< this library cannot make its blocks, or not their proof of work
    too_much_work,    ///< its easiest block takes more than about a million tries
    not_appended,     ///< the chain refused it: `detail` tells why
};

[[nodiscard]] std::string_view to_string(generator_fault code);

struct generator_error {
    generator_fault code{};
    std::optional<append_error> detail;

    [[nodiscard]] std::string message() const;
};

/// Nothing when `generate_raw_block` works on this network: regtests and simnets, and what is made
/// of them.
[[nodiscard]] std::optional<generator_fault> why_not_generated(const network& of);

/// The subsidy in satoshi that a block of this height is given.
[[nodiscard]] std::int64_t subsidy_at(std::uint32_t height, std::uint32_t halving_interval);

/// Makes the block that follows the tip of `chain`, a chain of `of`: a coinbase with the height and
/// the subsidy, and what else the dialect asks of one, then `transactions`, which are `tx` payloads
/// and whose fees are left to nobody. Its time is `now`, or the earliest that the blocks before it
/// allow. Returns a `block` payload.
[[nodiscard]] result<bytes, generator_error> generate_raw_block(
    const network& of, const header_chain& chain, instant now,
    const generator_options& options = {}, std::vector<bytes> transactions = {}
);

/// The same for networks whose blocks are Bitcoin's.
[[nodiscard]] result<wire::block, generator_error> generate_block(
    const network& of, const header_chain& chain, instant now,
    const generator_options& options = {}, const std::vector<wire::transaction>& transactions = {}
);

/// Puts `count` new blocks on `chain`. The last one's time is `now`, so that a node that has them
/// thinks itself current; the others lead up to it, closer together where they would begin before
/// the present tip. Returns the new height. What was appended before a failure stays.
result<std::uint32_t, generator_error> generate_chain(
    served_chain& chain, std::uint32_t count, instant now, const generator_options& options = {}
);

}  // namespace bitpeer
