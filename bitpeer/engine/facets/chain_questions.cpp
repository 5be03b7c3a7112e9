#include <bitpeer/engine/facets/chain_questions.hpp>

namespace bitpeer::facets {

bool chain_questions::is_new(kind which, const wire::locator& from, const context& c) const {
    const auto& last = last_[which];
    if (!last || from.hashes.empty()) return true;
    if (c.now - last->when >= patience) return true;
    return last->begin != from.hashes.front() || last->stop != from.stop;
}

void chain_questions::asked(kind which, const wire::locator& from, const context& c) {
    if (from.hashes.empty()) return;
    last_[which] = std::make_unique<question>(question{from.hashes.front(), from.stop, c.now});
}

void chain_questions::arrived(const wire::message& message) {
    if (message.command() == wire::command_name("inv")) last_[blocks].reset();
    if (message.command() == wire::command_name("headers")) last_[headers].reset();
}

}  // namespace bitpeer::facets
