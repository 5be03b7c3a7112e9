#include <bitpeer/base/assert.hpp>
#include <bitpeer/node/served_chain.hpp>

namespace bitpeer {

namespace {

const wire::chain_format& format_of(const network& of) {
    const auto* format = of.dialect->chain;
    ensure(format != nullptr);
    return *format;
}

std::string text_of(const wire::block_error& error) { return error.message(); }
std::string text_of(const header_error& error) { return error.message(); }
std::string text_of(chain_full /*error*/) { return "chain_full"; }

}  // namespace

std::string append_error::message() const {
    return std::visit([](const auto& error) { return text_of(error); }, why);
}

served_chain::served_chain(const bitpeer::network& network, chain_budgets budgets)
    : network_(network),
      format_(&format_of(network)),
      headers_(network),
      blocks_(budgets.blocks),
      transactions_(*format_, budgets.transactions) {}

result<const stored_block*, append_error> served_chain::append(const shared_bytes& raw) {
    const auto summary = format_->inspect(raw);
    if (!summary) return failed(append_error{summary.error()});
    if (summary->size > blocks_.room()) return failed(append_error{chain_full{}});
    const auto height = headers_.append(raw.view().first(network_.dialect->header.size));
    if (!height) return failed(append_error{height.error()});

    const auto hash = headers_.tip();
    const bool stored = blocks_.add({
        .hash = hash,
        .height = *height,
        .raw = raw.slice(0, summary->size),
        .witness = summary->witness,
    });
    ensure(stored);
    for (const auto& txid : summary->txids) transactions_.remove(txid);
    return blocks_.find(hash);
}

const stored_block* served_chain::block_at(std::uint32_t height) const {
    if (height > headers_.height()) return nullptr;
    return blocks_.find(headers_.hash_at(height));
}

}  // namespace bitpeer
