// purge.hpp: destroys what is past its time, class by class ([[retention]]).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/destroyed.hpp>
#include <urp/office.hpp>

namespace urp {

struct PurgeRequest {
  std::vector<std::string> classes;  // empty: all
  std::string authorisation;         // its number, for classes that ask for one
  bool destroy = false;              // false: count alone
};
struct PurgeClass {
  std::string name;
  TimePoint before{};          // what was closed, came or was last heard before this time is past its own
  bool authorisation = false;  // one is needed
  std::int64_t tickets = 0, messages = 0, media = 0;
  std::int64_t contacts = 0;  // of the class `contacts`: people whom nobody needs any more
  std::int64_t bodies = 0;    // of the class `journal`: what WhatsApp delivered, as it came
  std::int64_t letters = 0;   // of the class `mail`: what came by mail and belongs to no case
  std::int64_t held =
      0;  // what stays: on hold, unhandled still, a letter that has not left, a mail that waits
  bool destroyed = false;  // something was
};
struct PurgeResult {
  std::vector<PurgeClass> classes;
  bool lacks_authorisation = false;  // classes that ask for one were left out
  bool remains = false;              // as after erase_contact
};
/// Cases that were closed for longer than their class keeps them: their words and attachments; number, kind,
/// dates and outcome stay, with the register of what was destroyed. Of the classes `contacts`, `journal`
/// and `mail`: people, bodies and mails by their age. Throws refused (destroying, and no
/// supervisor), not_found (the class), usage (there is no class), busy.
URP_API PurgeResult purge(Office& office, const PurgeRequest& request);

/// The register of what was destroyed, the oldest first; of one class, or all.
URP_API std::vector<Destroyed> list_destroyed(Office& office, const std::vector<std::string>& classes);

}  // namespace urp
