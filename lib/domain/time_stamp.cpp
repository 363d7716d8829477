#include "domain/time_stamp.hpp"

namespace urp {
namespace {

using namespace std::string_literals;

const std::string version = "\x02\x01\x01"s;
// SEQUENCE { SEQUENCE { OID 2.16.840.1.101.3.4.2.1 (sha256), NULL }, OCTET STRING of 32 bytes }
const std::string imprint = "\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"s;
const std::string with_certificate = "\x01\x01\xff"s;

/// As DER writes it: positive, and so with eight bytes at any time.
std::string number(std::string_view nonce) {
  std::string bytes(nonce);
  bytes[0] = static_cast<char>((bytes[0] & 0x3f) | 0x40);
  return "\x02\x08"s + bytes;
}

/// Reads tag and length of the element at the beginning, and goes inside; the rest of the text is looked at.
bool enter(std::string_view& der, char tag) {
  if (der.size() < 2 || der[0] != tag) return false;
  const auto first = static_cast<unsigned char>(der[1]);
  const std::size_t more = first < 0x80 ? 0 : first & 0x7f;
  if (more > 4 || der.size() < 2 + more) return false;
  der.remove_prefix(2 + more);
  return true;
}

}  // namespace

std::string time_stamp_query(std::string_view digest, std::string_view nonce) {
  const std::string body = version + imprint + std::string(digest) + number(nonce) + with_certificate;
  return "\x30"s + static_cast<char>(body.size()) + body;
}

bool is_time_stamp(std::string_view answer, std::string_view digest, std::string_view nonce) {
  std::string_view status = answer;
  if (!enter(status, '\x30') || !enter(status, '\x30') || !enter(status, '\x02')) return false;
  const bool granted = !status.empty() && (status[0] == 0 || status[0] == 1);
  const bool ours =
      answer.find(imprint + std::string(digest)) != answer.npos && answer.find(number(nonce)) != answer.npos;
  return granted && ours;
}

}  // namespace urp
