/// Our library's side of the comparisons in memory, one core and no sockets: see
/// docs/benchmarks.md.

#include <bench/loopback/arguments.hpp>
#include <bench/loopback/measure.hpp>
#include <bench/loopback/payloads.hpp>
#include <bitpeer/wire/block_view.hpp>
#include <bitpeer/wire/block_walk.hpp>
#include <bitpeer/wire/codec.hpp>
#include <bitpeer/wire/merkle.hpp>
#include <bitpeer/wire/messages/addr.hpp>
#include <bitpeer/wire/messages/block.hpp>
#include <bitpeer/wire/messages/headers.hpp>
#include <bitpeer/wire/messages/inv.hpp>

#include <functional>
#include <map>
#include <string>

namespace {

using namespace bitpeer;

/// Makes the compiler believe that the value is used.
template <class T>
void keep(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

struct cost {
    double each = 0;       ///< seconds for one call
    double processor = 0;  ///< of which the processor worked for it
};

template <class Call>
cost each(const bench::arguments& given, Call&& call) {
    call();
    double calls = 0;
    const bench::stopwatch watch;
    while (watch.seconds() < given.seconds) {
        call();
        ++calls;
    }
    return {watch.seconds() / calls, watch.processor() / calls};
}

bytes payload(const bench::arguments& given, const std::string& name) {
    return bench::read_payload(given.folder + "/" + name);
}

template <class M>
cost decoded(const bench::arguments& given, const std::string& name) {
    const auto raw = payload(given, name);
    return each(given, [&] {
        const auto made = wire::decode<M>(raw);
        if (!made) bench::give_up(name + " was not understood");
        keep(*made);
    });
}

/// Every outpoint, the bounds of every script and every value.
cost visited(const bench::arguments& given) {
    const auto raw = payload(given, "block");
    return each(given, [&] {
        const auto block = wire::block_view::over(raw);
        if (!block) bench::give_up("the block was not understood");
        std::uint64_t sum = 0;
        for (const auto& transaction : block->transactions()) {
            for (const auto& input : transaction.inputs()) {
                sum += input.previous.index + input.previous.txid.bytes[0] + input.script.size();
            }
            for (const auto& output : transaction.outputs()) {
                sum += static_cast<std::uint64_t>(output.value) + output.script.size();
            }
        }
        keep(sum);
    });
}

/// The same in one walk.
cost walked(const bench::arguments& given) {
    struct looker {
        std::uint64_t sum = 0;

        void input(const wire::walked_input& told) {
            const auto previous = told.previous();
            sum += previous.index + previous.txid.bytes[0] + told.script().size();
        }
        void output(const wire::output_view& told) {
            sum += static_cast<std::uint64_t>(told.value) + told.script.size();
        }
        void transaction(byte_view) {}
    };
    const auto raw = payload(given, "block");
    return each(given, [&] {
        looker listener;
        if (!wire::walk_block(raw, listener)) bench::give_up("the block was not understood");
        keep(listener.sum);
    });
}

/// All txids and the root over them.
cost named(const bench::arguments& given) {
    const auto block = wire::decode<wire::block>(payload(given, "block")).value();
    return each(given, [&] { keep(wire::merkle_root(block)); });
}

}  // namespace

int main(int argc, char** argv) {
    const auto given = bench::parse(argc, argv);
    if (!given) return 2;
    const std::map<std::string, std::function<cost()>> works{
        {"block", [&] { return decoded<wire::block>(*given, "block"); }},
        {"view", [&] { return visited(*given); }},
        {"walk", [&] { return walked(*given); }},
        {"merkle", [&] { return named(*given); }},
        {"headers", [&] { return decoded<wire::headers>(*given, "headers-2000"); }},
        {"inv", [&] { return decoded<wire::inv>(*given, "inv-50000"); }},
        {"addr", [&] { return decoded<wire::addr>(*given, "addr-1000"); }},
    };
    const auto found = works.find(given->work);
    if (found == works.end()) bench::give_up("no work is named " + given->work);
    const auto found_out = found->second();
    bench::tell({{"each", found_out.each}, {"processor_each", found_out.processor}});
    return 0;
}
