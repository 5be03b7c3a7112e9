#pragma once
/// The networks that the library knows.

#include <bitpeer/base/bytes.hpp>
#include <bitpeer/params/network.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace bitpeer {

namespace networks {

extern const network bitcoin;
extern const network bitcoin_testnet3;
extern const network bitcoin_testnet4;  ///< BIP94
extern const network bitcoin_signet;    ///< the default signet (BIP325)
extern const network bitcoin_regtest;
extern const network bitcoin_simnet;  ///< btcd's private network

extern const network litecoin;
extern const network litecoin_testnet;
extern const network litecoin_regtest;

extern const network exchangecoin;
extern const network exchangecoin_testnet;
extern const network exchangecoin_simnet;
extern const network exchangecoin_regnet;

extern const network dash;
extern const network dash_testnet;
extern const network dash_regtest;
extern const network dash_devnet;

/// All of the above.
[[nodiscard]] std::span<const network* const> all();

/// The network of this name, or null.
[[nodiscard]] const network* find(std::string_view name);

/// The networks whose v1 frames begin with `magic`: several may share one (Bitcoin's and Litecoin's
/// regtest do). Serves error messages: "this is the magic of …".
[[nodiscard]] std::vector<const network*> with_magic(const network_magic& magic);

}  // namespace networks

/// The magic of the signet whose blocks satisfy `challenge`, a script (BIP325).
[[nodiscard]] network_magic signet_magic(byte_view challenge);

/// The signet of `challenge`: the default signet's port and genesis, its own magic, no seeds.
[[nodiscard]] network signet(byte_view challenge);

}  // namespace bitpeer
