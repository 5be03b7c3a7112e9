/// Addresses as text: what is read is written in one form, which is read as the same address; and
/// each address that a message can tell has such a form.

#include <bitpeer/base/assert.hpp>
#include <bitpeer/wire/address.hpp>
#include <bitpeer/wire/address_class.hpp>
#include <bitpeer/wire/codec.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace bitpeer;

void judge(const wire::address& where) {
    const auto read = wire::address::parse(where.to_string());
    ensure(read.has_value());
    ensure((where.is_cjdns() ? wire::as_cjdns(*read) : *read) == where);
    ensure(wire::address::parse(where.host_text(), where.port()) == *read);
    const auto group = wire::group_of(where);
    ensure(group.bytes().size() == 1 || wire::is_routable(where) || group.bytes()[0] == 6);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const byte_view input(data, size);
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto where = wire::address::parse(text)) judge(*where);
    if (const auto where = wire::decode<wire::address>(input)) judge(*where);
    return 0;
}
