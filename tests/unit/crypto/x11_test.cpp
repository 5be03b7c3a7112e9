#include <bitpeer/base/hex.hpp>
#include <bitpeer/crypto/detail/blake512.hpp>
#include <bitpeer/crypto/detail/bmw512.hpp>
#include <bitpeer/crypto/detail/cubehash512.hpp>
#include <bitpeer/crypto/detail/echo512.hpp>
#include <bitpeer/crypto/detail/groestl512.hpp>
#include <bitpeer/crypto/detail/jh512.hpp>
#include <bitpeer/crypto/detail/keccak512.hpp>
#include <bitpeer/crypto/detail/luffa512.hpp>
#include <bitpeer/crypto/detail/shavite512.hpp>
#include <bitpeer/crypto/detail/simd512.hpp>
#include <bitpeer/crypto/detail/skein512.hpp>
#include <bitpeer/crypto/sha256.hpp>
#include <bitpeer/crypto/x11.hpp>
#include <tests/support/recorded_data.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace bitpeer::crypto {
namespace {

using detail::bytes64;

bytes text(std::string_view characters) { return {characters.begin(), characters.end()}; }

bytes from_hex_text(const std::string& digits) { return from_hex(digits).value(); }

/// A stage, its result for the empty message, and the SHA-256 of its results one after the other
/// for the messages of `message_of` with 0 to 400 bytes. Others' implementations in JavaScript
/// agree with all of those: x11-hash-js, and for BLAKE, which that one pads wrongly when the
/// length needs a block of its own, noble-hashes.
struct stage {
    const char* name;
    bytes64 (*hash)(byte_view);
    const char* of_nothing;
    const char* of_all_lengths;
};

const std::array<stage, 11> stages{{
    {"blake512",
     detail::blake512,
     "a8cfbbd73726062df0c6864dda65defe58ef0cc52a5625090fa17601e1eecd1b"
     "628e94f396ae402a00acc9eab77b4d4c2e852aaaa25a636d80af3fc7913ef5b8",
     "7b9919abeeb9fdf91fde723efe27955275090d83f2a24262fa824d9a11d146a5"},
    {"bmw512",
     detail::bmw512,
     "6a725655c42bc8a2a20549dd5a233a6a2beb01616975851fd122504e604b46af"
     "7d96697d0b6333db1d1709d6df328d2a6c786551b0cce2255e8c7332b4819c0e",
     "bed3544efe8881efe63fb84186f9121e0b247aad7aa5736b96e20e8839952592"},
    {"groestl512",
     detail::groestl512,
     "6d3ad29d279110eef3adbd66de2a0345a77baede1557f5d099fce0c03d6dc2ba"
     "8e6d4a6633dfbd66053c20faa87d1a11f39a7fbe4a6c2f009801370308fc4ad8",
     "f8e20a11bff2a70e70ab2d7c51e9bd782b57aef00ebb1376929ec4cc1524d0d1"},
    {"skein512",
     detail::skein512,
     "bc5b4c50925519c290cc634277ae3d6257212395cba733bbad37a4af0fa06af4"
     "1fca7903d06564fea7a2d3730dbdb80c1f85562dfcc070334ea4d1d9e72cba7a",
     "8081232c75a6c87b75191d2f41573f4e8af1f87912e1bd196d9e89b0c3bc7c8f"},
    {"jh512",
     detail::jh512,
     "90ecf2f76f9d2c8017d979ad5ab96b87d58fc8fc4b83060f3f900774faa2c8fa"
     "be69c5f4ff1ec2b61d6b316941cedee117fb04b1f4c5bc1b919ae841c50eec4f",
     "8bdd4e3a03a3e1eb45462c53b8264f103e7fddfad0417d5f31ce74884726c319"},
    {"keccak512",
     detail::keccak512,
     "0eab42de4c3ceb9235fc91acffe746b29c29a8c366b7c60e4e67c466f36a4304"
     "c00fa9caf9d87976ba469bcbe06713b435f091ef2769fb160cdab33d3670680e",
     "d16f3514e9508d3f3a6062121a07a916e167ede744e334435805d6c491c0a2ac"},
    {"luffa512",
     detail::luffa512,
     "6e7de4501189b3ca58f3ac114916654bbcd4922024b4cc1cd764acfe8ab4b780"
     "5df133eab345ffdb1c414564c924f48e0a301824e2ac4c34bd4efde2e43da90e",
     "996d7e2a1f9cc35cab17a2e15fcd0698423d50a76d059a314069b3c9cae62deb"},
    {"cubehash512",
     detail::cubehash512,
     "4a1d00bbcfcb5a9562fb981e7f7db3350fe2658639d948b9d57452c22328bb32"
     "f468b072208450bad5ee178271408be0b16e5633ac8a1e3cf9864cfbfc8e043a",
     "6da23c180e6f0e789980265897d72f9e3d2884e3b613410e9654e01e101fcac3"},
    {"shavite512",
     detail::shavite512,
     "a485c1b2578459d1efc5dddd840bb0b4a650ac82fe68f58c4442ccda747da006"
     "b2d1dc6b4a4eb7d84ff91e1f466fef429d259acd995dddcad16fa545c7a6e5ba",
     "c50f23287d9b2a2cb2d17a50ef2665ccb2bcec198061546138eab3c3a5bd1637"},
    {"simd512",
     detail::simd512,
     "51a5af7e243cd9a5989f7792c880c4c3168c3d60c4518725fe5757d1f7a69c63"
     "66977eaba7905ce2da5d7cfd07773725f0935b55f3efb954996689a49b6d29e0",
     "6110e89ee7e75786b8fff8ab3284b4891c8f472d1169d0c08c656a3e8111c7b4"},
    {"echo512",
     detail::echo512,
     "158f58cc79d300a9aa292515049275d051a28ab931726d0ec44bdd9faef4a702"
     "c36db9e7922fff077402236465833c5cc76af4efc352b4b44c7fa15aa0ef234e",
     "5862cea24f6ca0d10e534e183cbe3f5b4ca02a3d94d4e6a4e782ccf6115ae3b4"},
}};

bytes message_of(std::size_t size) {
    bytes data(size);
    for (std::size_t i = 0; i < size; ++i) {
        data[i] = static_cast<std::uint8_t>(i * 7 + i / 251 + size);
    }
    return data;
}

TEST(x11, agrees_with_each_published_stage) {
    const auto vectors = test::read_recorded_json("dash/x11_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    const auto& first = vectors->front().second;
    auto data = from_hex_text(first.get<std::string>("input_hex"));
    for (const auto& [name, hash, of_nothing, of_all_lengths] : stages) {
        const auto result = hash(data);
        EXPECT_EQ(to_hex(result), first.get_child("stages").get<std::string>(name)) << name;
        data.assign(result.begin(), result.end());
    }
    data.resize(32);
    EXPECT_EQ(to_hex(data), first.get<std::string>("x11_internal_hex"));
}

TEST(x11, agrees_with_each_published_hash) {
    const auto vectors = test::read_recorded_json("dash/x11_vectors.json");
    if (!vectors) GTEST_SKIP() << "no data";
    for (const auto& [index, vector] : *vectors) {
        const auto input = from_hex_text(vector.get<std::string>("input_hex"));
        EXPECT_EQ(x11(input).to_string(), vector.get<std::string>("x11_display"))
            << vector.get<std::string>("name");
    }
    EXPECT_EQ(vectors->size(), 16U);
}

TEST(x11, names_real_headers) {
    for (const auto* file : {"dash/real_headers.json", "dash/genesis.json"}) {
        const auto headers = test::read_recorded_json(file);
        if (!headers) GTEST_SKIP() << "no data";
        EXPECT_FALSE(headers->empty());
        for (const auto& [index, header] : *headers) {
            const auto raw = from_hex_text(header.get<std::string>("header_hex"));
            EXPECT_EQ(x11(raw).to_string(), header.get<std::string>("x11_hash"));
        }
    }
}

TEST(x11, names_the_first_block_of_dash) {
    const auto header = from_hex_text(
        "010000000000000000000000000000000000000000000000000000000000000000000000c762a6567f3cc092"
        "f0684bb62b7e00a84890b990f07cc71a6bb58d64b98e02e0022ddb52f0ff0f1ec23fb901"
    );
    EXPECT_EQ(
        x11(header).to_string(), "00000ffd590b1485b3caadc19b22e6379c733355108f107a430458cdf3407ab6"
    );
}

TEST(x11, takes_messages_of_any_length) {
    for (const std::size_t size : {0U, 1U, 79U, 80U, 81U, 127U, 128U, 5000U}) {
        const auto data = message_of(size);
        bytes64 hash = detail::blake512(data);
        for (std::size_t i = 1; i < stages.size(); ++i) hash = stages[i].hash(hash);
        EXPECT_TRUE(std::ranges::equal(x11(data).bytes, byte_view(hash).first(32))) << size;
    }
}

TEST(x11, gives_the_same_from_many_threads) {
    const auto data = message_of(80);
    const auto expected = x11(data);
    std::vector<hash256> found(4);
    std::vector<std::thread> threads;
    threads.reserve(found.size());
    for (auto& each : found) {
        threads.emplace_back([&] {
            for (int i = 0; i < 100; ++i) each = x11(data);
        });
    }
    for (auto& each : threads) each.join();
    EXPECT_EQ(found, std::vector<hash256>(4, expected));
}

TEST(x11_stages, give_the_published_results_for_the_empty_message) {
    for (const auto& each : stages) EXPECT_EQ(to_hex(each.hash({})), each.of_nothing) << each.name;
}

// Each padding has a length from which on it needs one block more: all are passed several times.
TEST(x11_stages, agree_with_other_implementations_for_all_lengths) {
    for (const auto& each : stages) {
        sha256_hasher all;
        for (std::size_t size = 0; size <= 400; ++size) all.put(each.hash(message_of(size)));
        EXPECT_EQ(to_hex(all.finish().bytes), each.of_all_lengths) << each.name;
    }
}

TEST(x11_stages, give_the_published_results_for_the_lazy_dog) {
    const auto fox = text("The quick brown fox jumps over the lazy dog");
    EXPECT_EQ(
        to_hex(detail::blake512(fox)),
        "1f7e26f63b6ad25a0896fd978fd050a1766391d2fd0471a77afb975e5034b7ad"
        "2d9ccf8dfb47abbbe656e1b82fbc634ba42ce186e8dc5e1ce09a885d41f43451"
    );
    EXPECT_EQ(
        to_hex(detail::groestl512(fox)),
        "badc1f70ccd69e0cf3760c3f93884289da84ec13c70b3d12a53a7a8a4a513f99"
        "715d46288f55e1dbf926e6d084a0538e4eebfc91cf2b21452921ccde9131718d"
    );
    EXPECT_EQ(
        to_hex(detail::skein512(fox)),
        "94c2ae036dba8783d0b3f7d6cc111ff810702f5c77707999be7e1c9486ff238a"
        "7044de734293147359b4ac7e1d09cd247c351d69826b78dcddd951f0ef912713"
    );
    EXPECT_EQ(
        to_hex(detail::keccak512(fox)),
        "d135bb84d0439dbac432247ee573a23ea7d3c9deb2a968eb31d47c4fb45f1ef4"
        "422d6c531b5b9bd6f449ebcc449ea94d0a8f05f62130fda612da53c79659f609"
    );
}

// The examples of the specifications.
TEST(x11_stages, give_the_specifications_results_for_whole_blocks) {
    EXPECT_EQ(
        to_hex(detail::blake512(bytes(144))),
        "313717d608e9cf758dcb1eb0f0c3cf9fc150b2d500fb33f51c52afc99d358a2f"
        "1374b8a38bba7974e7f6ef79cab16f22ce1e649d6e01ad9589c213045d545dde"
    );
    bytes falling(128);
    for (std::size_t i = 0; i < 128; ++i) falling[i] = static_cast<std::uint8_t>(255 - i);
    EXPECT_EQ(
        to_hex(detail::skein512(byte_view(falling).first(64))),
        "45863ba3be0c4dfc27e75d358496f4ac9a736a505d9313b42b2f5eada79fc17f"
        "63861e947afb1d056aa199575ad3f8c9a3cc1780b5e5fa4cae050e989876625b"
    );
    EXPECT_EQ(
        to_hex(detail::skein512(falling)),
        "91cca510c263c4ddd010530a33073309628631f308747e1bcbaa90e451cab92e"
        "5188087af4188773a332303e6667a7a210856f742139000071f48e8ba2a5adb7"
    );
}

}  // namespace
}  // namespace bitpeer::crypto
