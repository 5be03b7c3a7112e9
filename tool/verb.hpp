#pragma once
/// One verb of the tool: `bitpeer VERB`.

#include <bitpeer/params/network.hpp>

#include "options.hpp"
#include "report.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace bitpeer::tool {

/// Exit codes.
enum class outcome : int {
    done = 0,
    remote_failed = 1,  ///< the remote failed or refused, or the disk did; the report said how
    wrong_usage = 2,
};

/// What every verb is run with.
struct surroundings {
    bitpeer::network network;  ///< `--network`
    report& out;               ///< `--json`
};

/// A verb declares its options, then runs once.
class verb {
public:
    virtual ~verb() = default;
    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual std::string_view about(
    ) const = 0;  ///< one line, for `--help` and README
    virtual void declare(options& taken) = 0;
    virtual outcome run(const surroundings& around) = 0;
};

/// All verbs, in the order of the help.
[[nodiscard]] std::span<const std::unique_ptr<verb>> verbs();

// One file each: `ping.cpp` has `make_ping`.
[[nodiscard]] std::unique_ptr<verb> make_block();
[[nodiscard]] std::unique_ptr<verb> make_blocks();
[[nodiscard]] std::unique_ptr<verb> make_conform();
[[nodiscard]] std::unique_ptr<verb> make_decode();
[[nodiscard]] std::unique_ptr<verb> make_demo();
[[nodiscard]] std::unique_ptr<verb> make_explain();
[[nodiscard]] std::unique_ptr<verb> make_headers();
[[nodiscard]] std::unique_ptr<verb> make_listen();
[[nodiscard]] std::unique_ptr<verb> make_messages();
[[nodiscard]] std::unique_ptr<verb> make_networks();
[[nodiscard]] std::unique_ptr<verb> make_ping();
[[nodiscard]] std::unique_ptr<verb> make_record();
[[nodiscard]] std::unique_ptr<verb> make_replay();
[[nodiscard]] std::unique_ptr<verb> make_send();
[[nodiscard]] std::unique_ptr<verb> make_sim();
[[nodiscard]] std::unique_ptr<verb> make_watch();

}  // namespace bitpeer::tool
