#include <bitpeer/node/filter_requests.hpp>

#include <algorithm>

namespace bitpeer {

namespace {

template <class Question>
std::optional<Question> ask(
    const header_chain& chain, std::uint32_t first, std::uint32_t last, std::uint32_t most
) {
    last = std::min(last, chain.height());
    if (first > last) return std::nullopt;
    Question made;
    made.start_height = first;
    made.stop_hash = chain.hash_at(first + std::min(last - first, most - 1));
    return made;
}

template <class Question>
result<height_range, filter_question_fault> range_of(
    const header_chain& chain, const Question& question, std::uint32_t most
) {
    if (question.type != wire::filter_type::basic) {
        return failed(filter_question_fault::unsupported_type);
    }
    const auto stop = chain.find(question.stop_hash);
    if (!stop) return failed(filter_question_fault::unknown_stop);
    if (question.start_height > *stop) return failed(filter_question_fault::wrong_order);
    if (*stop - question.start_height >= most) return failed(filter_question_fault::too_many);
    return height_range{question.start_height, *stop - question.start_height + 1};
}

}  // namespace

std::optional<wire::getcfilters> ask_for_filters(
    const header_chain& chain, std::uint32_t first, std::uint32_t last
) {
    return ask<wire::getcfilters>(chain, first, last, max_filters_asked);
}

std::optional<wire::getcfheaders> ask_for_filter_headers(
    const header_chain& chain, std::uint32_t first, std::uint32_t last
) {
    return ask<wire::getcfheaders>(chain, first, last, max_filter_headers_asked);
}

wire::getcfcheckpt ask_for_filter_checkpoints(const header_chain& chain, std::uint32_t last) {
    wire::getcfcheckpt made;
    made.stop_hash = chain.hash_at(std::min(last, chain.height()));
    return made;
}

std::string_view to_string(filter_question_fault code) {
    switch (code) {
        case filter_question_fault::unsupported_type: return "unsupported_type";
        case filter_question_fault::unknown_stop: return "unknown_stop";
        case filter_question_fault::wrong_order: return "wrong_order";
        case filter_question_fault::too_many: return "too_many";
    }
    return "unknown";
}

result<height_range, filter_question_fault> asked_about(
    const header_chain& chain, const wire::getcfilters& question
) {
    return range_of(chain, question, max_filters_asked);
}

result<height_range, filter_question_fault> asked_about(
    const header_chain& chain, const wire::getcfheaders& question
) {
    return range_of(chain, question, max_filter_headers_asked);
}

}  // namespace bitpeer
