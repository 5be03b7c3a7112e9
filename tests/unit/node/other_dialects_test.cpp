/// What a node is made of works for every dialect, and knows none of them.

#include <bitpeer/base/hex.hpp>
#include <bitpeer/node/announcement.hpp>
#include <bitpeer/node/block_download.hpp>
#include <bitpeer/node/block_generator.hpp>
#include <bitpeer/node/chain_server.hpp>
#include <bitpeer/node/header_download.hpp>
#include <bitpeer/params/equihash_check.hpp>
#include <bitpeer/wire/dash/header_compression.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/exchangecoin/names.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/proof_of_work.hpp>
#include <tests/support/recorded_data.hpp>
#include <tests/unit/node/generated_chains.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace bitpeer {
namespace {

using test::today;

class chain_of_another_dialect : public ::testing::TestWithParam<const network*> {
protected:
    static constexpr std::uint32_t height = 30;

    void SetUp() override { ASSERT_EQ(generate_chain(theirs, height, today).value(), height); }

    [[nodiscard]] const wire::dialect& dialect() const { return *GetParam()->dialect; }
    [[nodiscard]] const wire::chain_format& format() const { return *dialect().chain; }

    /// What arrives when `said` was sent to us: read anew from its bytes.
    [[nodiscard]] wire::message delivered(const wire::message& said) const {
        const auto* row = dialect().find(said.command());
        EXPECT_NE(row, nullptr) << said.command().text();
        auto payload = said.payload_for(dialect().format()).value();
        EXPECT_TRUE(row->check(payload, dialect().format())) << said.command().text();
        return {*row, std::move(payload), dialect().format()};
    }

    /// Everything that the server says to a question.
    [[nodiscard]] std::vector<wire::message> answers_to(const wire::message& question) {
        EXPECT_EQ(server.take(delivered(question), remote), serving_verdict::accepted);
        std::vector<wire::message> answers;
        for (; const auto* answer = server.next(); server.sent()) {
            answers.push_back(delivered(*answer));
        }
        return answers;
    }

    served_chain theirs{*GetParam()};
    chain_server server{theirs};
    features remote{};
};

INSTANTIATE_TEST_SUITE_P(
    each, chain_of_another_dialect,
    ::testing::Values(
        &networks::exchangecoin_simnet, &networks::exchangecoin_regnet, &networks::dash_regtest,
        &networks::dash_devnet
    ),
    [](const auto& instance) {
        std::string name(instance.param->name);
        std::ranges::replace(name, '-', '_');
        return name;
    }
);

TEST_P(chain_of_another_dialect, is_downloaded_from_a_server_of_it) {
    header_chain ours(*GetParam());
    header_download headers(ours);
    while (const auto question = headers.next_request(today)) {
        for (const auto& answer : answers_to(*question)) {
            const auto change = headers.take(answer);
            ASSERT_TRUE(change) << change.error().message();
        }
    }
    EXPECT_TRUE(headers.complete());
    ASSERT_EQ(ours.tip(), theirs.headers().tip());

    block_download_options options;
    options.witness = false;
    block_download blocks(*GetParam(), ours, options);
    std::uint32_t received = 0;
    while (const auto question = blocks.next_request(today)) {
        for (const auto& answer : answers_to(*question)) {
            const auto taken = blocks.take(answer, today);
            ASSERT_TRUE(taken) << taken.error().message();
        }
        while (const auto block = blocks.next_block()) {
            ++received;
            EXPECT_EQ(block->raw, theirs.block_at(block->height)->raw);
        }
    }
    EXPECT_EQ(received, height);
}

TEST_P(chain_of_another_dialect, announces_headers_to_who_asked_for_that) {
    remote.remote_wants_headers = true;
    const auto told = announcement_of(theirs.headers(), {29, 2}, remote);
    ASSERT_TRUE(told);
    const auto batch = format().headers_in(delivered(*told));
    ASSERT_TRUE(batch);
    ASSERT_EQ(batch->size(), 2U);
    EXPECT_EQ(dialect().block_hash((*batch)[1]), theirs.headers().tip());
}

TEST_P(chain_of_another_dialect, a_block_with_another_transaction_is_refused) {
    auto raw = theirs.block_at(1)->raw;
    bytes changed(raw.view().begin(), raw.view().end());
    changed[dialect().header.size + 10] ^= 1;  // what the coinbase spends
    const auto refused = format().inspect(changed);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, wire::block_fault::wrong_root);
    EXPECT_EQ(
        format().inspect(byte_view(changed).first(changed.size() - 1)).error().code,
        wire::block_fault::malformed
    );
}

TEST_P(chain_of_another_dialect, a_header_without_its_work_is_refused) {
    header_chain ours(*GetParam());
    const auto first = theirs.headers().header_at(1).bytes();
    bytes lazy(first.begin(), first.end());
    auto* nonce = lazy.data() + dialect().header.nonce;
    const auto target = wire::target_of(theirs.headers().header_at(1).bits()).value();
    while (wire::not_above(dialect().work_hash(lazy), target)) {
        store_le(nonce, load_le<std::uint32_t>(nonce) + 1);
    }
    EXPECT_EQ(ours.append(byte_view(lazy)).error().code, header_fault::no_proof_of_work);
    EXPECT_TRUE(ours.append(first));
}

TEST_P(chain_of_another_dialect, serves_transactions_by_their_one_name) {
    const auto paid = format().inspect(theirs.block_at(1)->raw).value().txids.front();
    const auto raw = format().write_transaction({{paid, 0}, {{1'000, {}}}}).value();
    const auto* pooled = theirs.transactions().add(shared_bytes::copy(raw)).value();
    EXPECT_EQ(pooled->txid, pooled->wtxid);
    EXPECT_EQ(pooled->txid, dialect().txid(raw));
    EXPECT_EQ(format().spent_by(raw).value().front().txid, paid);

    wire::getdata question;
    question.items.push_back({wire::inventory_type::transaction, pooled->txid});
    const auto answers = answers_to(question);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers.front().command().text(), "tx");
    EXPECT_EQ(answers.front().raw(), shared_bytes::copy(raw));
}

// Recorded.

TEST(exchangecoin_block_616802, is_what_its_header_says) {
    const auto file = test::read_recorded("exccd/block616802.hex");
    if (!file) GTEST_SKIP() << "no recorded data";
    std::string digits(file->begin(), file->end());
    std::erase_if(digits, [](char c) { return c == '\n' || c == '\r'; });
    const auto block = from_hex(digits).value();
    const auto& network = networks::exchangecoin;
    const auto& dialect = *network.dialect;

    const auto summary = dialect.chain->inspect(block);
    ASSERT_TRUE(summary) << summary.error().message();
    EXPECT_EQ(summary->txids.size(), 10U) << "three regular, seven stake";
    EXPECT_EQ(summary->size, block.size());

    const auto header = byte_view(block).first(dialect.header.size);
    EXPECT_EQ(
        dialect.block_hash(header).to_string(),
        "000020219ff2879ae507eb3fba83c5c78d23fe04382b342ca3a304befa46ac69"
    );
    const wire::header_view view(dialect.header, header);
    EXPECT_TRUE(wire::not_above(dialect.work_hash(header), *wire::target_of(view.bits())));
    EXPECT_TRUE(check_solution(network, header));

    bytes spoilt(header.begin(), header.end());
    spoilt[200] ^= 1;
    EXPECT_FALSE(check_solution(network, spoilt));
    EXPECT_FALSE(check_solution(networks::exchangecoin_simnet, header));
    EXPECT_TRUE(check_solution(networks::exchangecoin_regnet, header)) << "it has no puzzle";
    EXPECT_FALSE(check_solution(network, header.first(100)));
}

TEST(dash_real_headers, have_the_work_that_they_claim_as_x11) {
    const auto items = test::read_recorded_json("dash/real_headers.json");
    if (!items) GTEST_SKIP() << "no recorded data";
    const auto& dialect = wire::dialects::dash;
    std::size_t seen = 0;
    for (const auto& [_, item] : *items) {
        const auto header = from_hex(item.get<std::string>("header_hex")).value();
        const auto hash = dialect.work_hash(header);
        EXPECT_EQ(hash.to_string(), item.get<std::string>("x11_hash"));
        const wire::header_view view(dialect.header, header);
        EXPECT_TRUE(wire::not_above(hash, *wire::target_of(view.bits())));
        ++seen;
    }
    EXPECT_EQ(seen, 8U);
}

TEST(dash_headers2, extend_a_chain_as_plain_headers_do) {
    served_chain theirs(networks::dash_regtest);
    (void)generate_chain(theirs, 12, today).value();
    std::vector<wire::block_header> plain;
    for (std::uint32_t at = 1; at <= 12; ++at) {
        plain.push_back(theirs.headers().header_at(at).as<wire::block_header>());
    }
    const auto& dialect = wire::dialects::dash;
    const auto compressed = wire::dash::compress(plain);
    EXPECT_LT(wire::encoded_size(compressed), 12U * 50) << "from 81 bytes each";
    const wire::message said(compressed);
    const auto batch = dialect.chain->headers_in(said);
    ASSERT_TRUE(batch);
    header_chain ours(networks::dash_regtest);
    ASSERT_TRUE(ours.connect(*batch));
    EXPECT_EQ(ours.tip(), theirs.headers().tip());

    wire::dash::headers2 broken;
    broken.items.push_back(compressed.items.back());
    EXPECT_FALSE(dialect.chain->headers_in(wire::message(broken))) << "nothing stands before it";
}

}  // namespace
}  // namespace bitpeer
