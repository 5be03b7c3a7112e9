#include <bitpeer/engine/dialects/bitcoin.hpp>
#include <bitpeer/engine/dialects/dash.hpp>
#include <bitpeer/engine/dialects/exchangecoin.hpp>
#include <bitpeer/wire/dialects/dash.hpp>
#include <bitpeer/wire/dialects/exchangecoin.hpp>

namespace bitpeer {

namespace {

/// Dialects that do not behave as Bitcoin's peers do.
constexpr struct {
    const wire::dialect* dialect;
    const conduct* behaves;
} own_ways[] = {
    {&wire::dialects::dash, &conducts::dash},
    {&wire::dialects::exchangecoin, &conducts::exchangecoin},
};

}  // namespace

const conduct& conduct_of(const wire::dialect& dialect) {
    for (const auto& known : own_ways) {
        // By name, so that a user's copy with one thing changed behaves the same.
        if (known.dialect->name == dialect.name) return *known.behaves;
    }
    return conducts::bitcoin;
}

}  // namespace bitpeer
