#include <bitpeer/base/endian.hpp>
#include <bitpeer/transport/socks5.hpp>

#include <algorithm>
#include <utility>

namespace bitpeer::transport {

namespace {

constexpr std::uint8_t version = 5;
constexpr std::uint8_t login_version = 1;
constexpr std::uint8_t no_authentication = 0;
constexpr std::uint8_t user_and_password = 2;
constexpr std::uint8_t no_acceptable_method = 0xff;
constexpr std::uint8_t connect_command = 1;
constexpr std::uint8_t reserved = 0;

enum address_type : std::uint8_t { type_ipv4 = 1, type_name = 3, type_ipv6 = 4 };

constexpr std::size_t port_size = 2;
constexpr std::size_t reply_head_size = 4;  // version, reply, reserved, address type

bool fits_length_byte(std::string_view text) { return !text.empty() && text.size() <= 255; }

void append(bytes& to, std::string_view text) {
    to.push_back(static_cast<std::uint8_t>(text.size()));
    to.insert(to.end(), text.begin(), text.end());
}

std::string hex_byte(std::uint8_t byte) {
    static constexpr std::string_view digits = "0123456789abcdef";
    return {'0', 'x', digits[byte >> 4], digits[byte & 15]};
}

template <std::size_t Size>
std::array<std::uint8_t, Size> first_of(byte_view data) {
    std::array<std::uint8_t, Size> taken{};
    std::ranges::copy(data.first(Size), taken.begin());
    return taken;
}

}  // namespace

std::string_view to_string(socks5_step step) {
    switch (step) {
        case socks5_step::method: return "method";
        case socks5_step::login: return "login";
        case socks5_step::request: return "request";
    }
    return "unknown";
}

std::string_view to_string(socks5_reply reply) {
    switch (reply) {
        case socks5_reply::succeeded: return "succeeded";
        case socks5_reply::general_failure: return "general failure";
        case socks5_reply::not_allowed: return "not allowed by its rules";
        case socks5_reply::network_unreachable: return "network unreachable";
        case socks5_reply::host_unreachable: return "host unreachable";
        case socks5_reply::connection_refused: return "connection refused";
        case socks5_reply::ttl_expired: return "time to live expired";
        case socks5_reply::command_not_supported: return "command not supported";
        case socks5_reply::address_type_not_supported: return "address type not supported";
        case socks5_reply::onion_descriptor_not_found: return "onion service not found";
        case socks5_reply::onion_descriptor_invalid: return "onion service descriptor invalid";
        case socks5_reply::onion_introduction_failed: return "onion service introduction failed";
        case socks5_reply::onion_rendezvous_failed: return "onion service rendezvous failed";
        case socks5_reply::onion_client_not_authorized:
            return "onion service wants client authorization";
        case socks5_reply::onion_client_authorization_wrong:
            return "onion service client authorization wrong";
        case socks5_reply::onion_address_invalid: return "onion address invalid";
        case socks5_reply::onion_introduction_timed_out:
            return "onion service introduction timed out";
    }
    return "unknown reply";
}

std::string_view to_string(socks5_error_code code) {
    switch (code) {
        case socks5_error_code::bad_host: return "bad_host";
        case socks5_error_code::bad_credentials: return "bad_credentials";
        case socks5_error_code::no_method: return "no_method";
        case socks5_error_code::login_refused: return "login_refused";
        case socks5_error_code::refused: return "refused";
        case socks5_error_code::wrong_version: return "wrong_version";
        case socks5_error_code::unoffered_method: return "unoffered_method";
        case socks5_error_code::bad_reserved_byte: return "bad_reserved_byte";
        case socks5_error_code::bad_address_type: return "bad_address_type";
        case socks5_error_code::closed: return "closed";
    }
    return "unknown";
}

std::optional<socks5_reply> socks5_error::reply() const {
    if (code != socks5_error_code::refused) return std::nullopt;
    return static_cast<socks5_reply>(byte);
}

std::string socks5_error::message() const {
    auto text = std::string(to_string(step)) + ": " + std::string(to_string(code));
    switch (code) {
        case socks5_error_code::bad_host:
        case socks5_error_code::bad_credentials: return text + ": 1 to 255 bytes are allowed";
        case socks5_error_code::closed: return text + ": the proxy hung up";
        case socks5_error_code::refused: text += ": " + std::string(to_string(*reply())); break;
        default: break;
    }
    return text + " (" + hex_byte(byte) + ")";
}

socks5::socks5(std::string host, std::uint16_t port, std::optional<socks5_credentials> credentials)
    : host_(std::move(host)), port_(port), credentials_(std::move(credentials)) {
    if (!fits_length_byte(host_)) {
        fail(socks5_error_code::bad_host);
    } else if (credentials_ && (!fits_length_byte(credentials_->user) ||
                                !fits_length_byte(credentials_->password))) {
        fail(socks5_error_code::bad_credentials);
    } else {
        greet();
    }
}

bytes socks5::take_output() { return std::exchange(output_, {}); }

void socks5::receive(byte_view& in) {
    while (!in.empty() && !outcome_ && output_.empty()) {
        answer_[filled_++] = in.front();
        in = in.subspan(1);
        judge();
    }
}

void socks5::closed() {
    if (!outcome_) fail(socks5_error_code::closed);
}

std::size_t socks5::wanted() const { return outcome_ ? 0 : expected_ - filled_; }

void socks5::greet() {
    output_ = {version};
    if (credentials_) {
        output_.insert(output_.end(), {2, no_authentication, user_and_password});
    } else {
        output_.insert(output_.end(), {1, no_authentication});
    }
}

void socks5::send_login() {
    step_ = socks5_step::login;
    filled_ = 0;
    expected_ = 2;
    output_.push_back(login_version);
    append(output_, credentials_->user);
    append(output_, credentials_->password);
}

void socks5::send_request() {
    step_ = socks5_step::request;
    filled_ = 0;
    // The byte behind the head belongs to each form of address, and says how long a name is.
    expected_ = reply_head_size + 1;
    output_.insert(output_.end(), {version, connect_command, reserved, type_name});
    append(output_, host_);
    output_.resize(output_.size() + port_size);
    store_be(output_.data() + output_.size() - port_size, port_);
}

/// After each byte: it is the last one that has been filled in.
void socks5::judge() {
    const auto byte = answer_[filled_ - 1];
    if (filled_ == 1) {
        const auto right = step_ == socks5_step::login ? login_version : version;
        if (byte != right) fail(socks5_error_code::wrong_version, byte);
        return;
    }
    switch (step_) {
        case socks5_step::method: return judge_method(byte);
        case socks5_step::login: return judge_login(byte);
        case socks5_step::request: return judge_request(byte);
    }
}

void socks5::judge_method(std::uint8_t byte) {
    if (byte == no_authentication) {
        send_request();
    } else if (byte == user_and_password && credentials_) {
        send_login();
    } else if (byte == no_acceptable_method) {
        fail(socks5_error_code::no_method, byte);
    } else {
        fail(socks5_error_code::unoffered_method, byte);
    }
}

void socks5::judge_login(std::uint8_t byte) {
    if (byte == 0) {
        send_request();
    } else {
        fail(socks5_error_code::login_refused, byte);
    }
}

void socks5::judge_request(std::uint8_t byte) {
    switch (filled_) {
        case 2:
            if (byte != static_cast<std::uint8_t>(socks5_reply::succeeded)) {
                fail(socks5_error_code::refused, byte);
            }
            return;
        case 3:
            if (byte != reserved) fail(socks5_error_code::bad_reserved_byte, byte);
            return;
        case 4:
            if (byte == type_ipv4) {
                expected_ = reply_head_size + 4 + port_size;
            } else if (byte == type_ipv6) {
                expected_ = reply_head_size + 16 + port_size;
            } else if (byte != type_name) {
                fail(socks5_error_code::bad_address_type, byte);
            }
            return;
        case 5:
            if (answer_[3] == type_name) expected_ = reply_head_size + 1 + byte + port_size;
            return;
        default:
            if (filled_ == expected_) finish();
    }
}

void socks5::finish() {
    const auto port_at = expected_ - port_size;
    auto host = byte_view(answer_).first(port_at).subspan(reply_head_size);
    socks5_bound_address bound;
    switch (answer_[3]) {
        case type_ipv4: bound.host = first_of<4>(host); break;
        case type_ipv6: bound.host = first_of<16>(host); break;
        default: host = host.subspan(1); bound.host = std::string(host.begin(), host.end());
    }
    bound.port = load_be<std::uint16_t>(answer_.data() + port_at);
    outcome_ = std::move(bound);
}

void socks5::fail(socks5_error_code code, std::uint8_t byte) {
    output_.clear();
    outcome_ = failed(socks5_error{code, step_, byte});
}

}  // namespace bitpeer::transport
