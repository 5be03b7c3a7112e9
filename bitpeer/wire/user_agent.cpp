#include <bitpeer/wire/messages/version.hpp>
#include <bitpeer/wire/user_agent.hpp>

#include <algorithm>

namespace bitpeer::wire {

namespace {

/// Comments are separated by semicolons, everything else by what stands in `reserved`.
bool has_reserved(std::string_view text, std::string_view reserved) {
    return std::ranges::any_of(text, [&](char c) {
        return c < 0x20 || c > 0x7e || reserved.find(c) != std::string_view::npos;
    });
}

bool well_formed(const user_agent_layer& layer) {
    constexpr std::string_view reserved = "/:()";
    if (has_reserved(layer.name, reserved) || has_reserved(layer.version, reserved)) return false;
    return std::ranges::none_of(layer.comments, [&](const auto& comment) {
        return has_reserved(comment, "/:();");
    });
}

}  // namespace

std::string_view to_string(user_agent_fault fault) {
    switch (fault) {
        case user_agent_fault::reserved_character: return "reserved_character";
        case user_agent_fault::no_name: return "no_name";
        case user_agent_fault::too_long: return "too_long";
    }
    return "unknown";
}

result<std::string, user_agent_fault> make_user_agent(const std::vector<user_agent_layer>& layers) {
    std::string text = "/";
    for (const auto& layer : layers) {
        if (layer.name.empty()) return failed(user_agent_fault::no_name);
        if (!well_formed(layer)) return failed(user_agent_fault::reserved_character);
        text += layer.name;
        if (!layer.version.empty()) text += ":" + layer.version;
        for (std::size_t i = 0; i < layer.comments.size(); ++i) {
            text += (i == 0 ? "(" : "; ") + layer.comments[i];
        }
        if (!layer.comments.empty()) text += ")";
        text += "/";
    }
    if (text.size() > decltype(version::user_agent)::max_length) {
        return failed(user_agent_fault::too_long);
    }
    return text;
}

}  // namespace bitpeer::wire
