// verify.hpp: is everything as it was written? The file, its schema, the chain of events, the attachments.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>

namespace urp {

struct VerifyRequest {
  bool full = false;                          // every index against its table too
  bool media = true;                          // read every attachment, and not only look whether it is there
  std::optional<std::filesystem::path> head;  // lines that `audit head` wrote
  // Certificates of the time stamp authority: the stamps beside the file of the heads are looked at too.
  std::filesystem::path tsa_ca{};
};
struct Deviation {
  std::string code;     // for scripts: event_altered ...
  std::string place;    // what it is about: "event 41", "trigger spy", "media/ab/abcd..."
  std::string message;  // for people
};
struct VerifyResult {
  std::int64_t events = 0, media = 0, heads = 0, stamps = 0;  // how many were looked at
  std::int64_t erased = 0, lost = 0;  // payloads of events destroyed on purpose; gone, and nothing says why
  std::vector<Deviation> deviations;
};
/// The office's own file of heads and its [audit] tsa_ca, where nothing else is named. Throws not_found,
/// usage (the file with the heads), configuration (the certificates).
URP_API VerifyResult verify(Office& office, const VerifyRequest& request);
/// The same of a backup, with the attachments beside it. Throws not_found, configuration (it is none) too.
URP_API VerifyResult verify_backup(const std::filesystem::path& backup, const VerifyRequest& request);

}  // namespace urp
