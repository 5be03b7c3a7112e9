#pragma once
/// What peers tell of filters, made up on the spot.

#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/node/compact_filter.hpp>
#include <bitpeer/node/filter_header_chain.hpp>
#include <bitpeer/node/filter_requests.hpp>

#include <cstdint>
#include <vector>

namespace bitpeer::test {

/// A peer's idea of the filters of a chain: any hash will do for one, as long as nobody sees the
/// filter. From `first_lie` on its filter hashes are its own.
class filter_teller {
public:
    explicit filter_teller(
        const header_chain& chain, std::uint32_t first_lie = 0xffffffff, std::uint8_t lie = 1
    )
        : chain_(chain) {
        hash256 last;
        for (std::uint32_t height = 0; height <= chain.height(); ++height) {
            bytes seed(5);
            store_le(seed.data(), height);
            if (height >= first_lie) seed[4] = lie;
            hashes_.push_back(crypto::sha256(seed));
            last = filter_header(hashes_.back(), last);
            headers_.push_back(last);
        }
    }

    [[nodiscard]] const hash256& hash_at(std::uint32_t height) const { return hashes_[height]; }
    [[nodiscard]] const hash256& header_at(std::uint32_t height) const { return headers_[height]; }

    [[nodiscard]] wire::cfheaders answer(const wire::getcfheaders& question) const {
        const auto asked = asked_about(chain_, question).value();
        wire::cfheaders made;
        made.stop_hash = question.stop_hash;
        if (asked.first > 0) made.previous_header = headers_[asked.first - 1];
        for (auto at = asked.first; at < asked.first + asked.count; ++at) {
            made.filter_hashes.push_back(hashes_[at]);
        }
        return made;
    }

    [[nodiscard]] wire::cfcheckpt answer(const wire::getcfcheckpt& question) const {
        wire::cfcheckpt made;
        made.stop_hash = question.stop_hash;
        const auto stop = chain_.find(question.stop_hash).value();
        for (std::uint32_t at = 1000; at <= stop; at += 1000) {
            made.filter_headers.push_back(headers_[at]);
        }
        return made;
    }

private:
    const header_chain& chain_;
    std::vector<hash256> hashes_;
    std::vector<hash256> headers_;
};

}  // namespace bitpeer::test
