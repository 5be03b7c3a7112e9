#pragma once
/// All message layouts that the library knows, each once: for tests, fuzzers and tools that go over
/// all dialects. A dialect is added here by one line.

#include <bitpeer/wire/dialects/bitcoin.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>
#include <bitpeer/wire/dialects/litecoin.hpp>
#include <bitpeer/wire/gated.hpp>
#include <bitpeer/wire/type_list.hpp>

namespace bitpeer::wire {

using every_layout = merged<
    messages_of<bitcoin_messages>, messages_of<litecoin_messages>,
    messages_of<exchangecoin_messages>, messages_of<dash_messages>>;

}  // namespace bitpeer::wire
