#include <bitpeer/base/assert.hpp>
#include <bitpeer/node/filter_dispute.hpp>
#include <bitpeer/node/filter_requests.hpp>

#include <utility>

namespace bitpeer {

namespace {

/// What one peer says, place by place.
struct testimony {
    std::size_t peer = 0;
    std::span<const hash256> claims;
};

struct disagreement {
    std::size_t place = 0;
    std::vector<filter_party> parties;
};

/// The first place where those who have something to say of it do not all say the same.
std::optional<disagreement> first_disagreement(std::span<const testimony> all) {
    std::size_t longest = 0;
    for (const auto& one : all) longest = std::max(longest, one.claims.size());
    for (std::size_t place = 0; place < longest; ++place) {
        std::vector<filter_party> parties;
        for (const auto& one : all) {
            if (place >= one.claims.size()) continue;
            const auto& claim = one.claims[place];
            auto same = std::ranges::find(parties, claim, &filter_party::claim);
            if (same == parties.end()) same = parties.insert(same, {claim, {}});
            same->peers.push_back(one.peer);
        }
        if (parties.size() > 1) return disagreement{place, std::move(parties)};
    }
    return std::nullopt;
}

std::optional<filter_header_fault> fault_of_answer(
    const header_chain& blocks, const filter_header_start& start, const told_filter_headers& told
) {
    const auto headers = linked_filter_headers(blocks, start, told.answer);
    if (!headers) return headers.error();
    if (told.promised && headers->back() != *told.promised) {
        return filter_header_fault::checkpoint_missed;
    }
    return std::nullopt;
}

}  // namespace

wire::getcfilters filter_dispute::request() const {
    wire::getcfilters made;
    made.start_height = height;
    made.stop_hash = block;
    return made;
}

filter_header_comparison compare_filter_headers(
    const header_chain& blocks, const filter_header_start& start,
    std::span<const told_filter_headers> answers
) {
    filter_header_comparison compared;
    std::vector<testimony> good;
    for (const auto& told : answers) {
        if (const auto fault = fault_of_answer(blocks, start, told)) {
            compared.refused.push_back({told.peer, *fault});
        } else {
            good.push_back({told.peer, told.answer.filter_hashes});
        }
    }
    // All follow the same header, so the first hash that differs is the first header that does.
    if (auto found = first_disagreement(good)) {
        const auto height = start.height + static_cast<std::uint32_t>(found->place);
        compared.dispute = {height, blocks.hash_at(height), std::move(found->parties)};
    }
    return compared;
}

wire::getcfheaders checkpoint_dispute::request() const {
    wire::getcfheaders made;
    made.start_height = start.height;
    made.stop_hash = block;
    return made;
}

checkpoint_comparison compare_checkpoints(
    const header_chain& blocks, std::span<const told_checkpoints> answers
) {
    checkpoint_comparison compared;
    std::vector<testimony> good;
    for (const auto& told : answers) {
        if (const auto fault = fault_of(blocks, told.answer)) {
            compared.refused.push_back({told.peer, *fault});
        } else {
            good.push_back({told.peer, told.answer.filter_headers});
        }
    }
    if (auto found = first_disagreement(good)) {
        const auto number = static_cast<std::uint32_t>(found->place);
        auto& dispute = compared.dispute.emplace();
        dispute.height = (number + 1) * filter_checkpoint_interval;
        dispute.block = blocks.hash_at(dispute.height);
        dispute.parties = std::move(found->parties);
        if (number > 0) {
            // All who speak of this checkpoint said the same of the one before.
            const auto told = std::ranges::find_if(good, [&](const testimony& one) {
                return one.claims.size() > found->place;
            });
            ensure(told != good.end());
            dispute.start = {
                number * filter_checkpoint_interval + 1, told->claims[found->place - 1]};
        }
    }
    return compared;
}

std::string_view to_string(filter_doubt code) {
    switch (code) {
        case filter_doubt::wrong_type: return "wrong_type";
        case filter_doubt::wrong_block: return "wrong_block";
        case filter_doubt::not_as_claimed: return "not_as_claimed";
        case filter_doubt::malformed: return "malformed";
        case filter_doubt::lacks_output: return "lacks_output";
        case filter_doubt::differs: return "differs";
    }
    return "unknown";
}

namespace detail {

std::optional<filter_doubt> doubt_about_form(
    const filter_dispute& dispute, const hash256& claim, const wire::cfilter& filter
) {
    if (filter.type != wire::filter_type::basic) return filter_doubt::wrong_type;
    if (filter.block_hash != dispute.block) return filter_doubt::wrong_block;
    if (filter_hash(filter.filter) != claim) return filter_doubt::not_as_claimed;
    return std::nullopt;
}

}  // namespace detail

}  // namespace bitpeer
