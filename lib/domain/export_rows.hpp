// export_rows.hpp: rows that only exports have; tickets, messages and results are what screens show too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/contact.hpp>
#include <urp/message.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp {

struct ExportedContact {
  ContactSummary contact;
  std::optional<std::string> profile_name;  // what WhatsApp says; contact.name may be the office's
  std::optional<std::string> note;
  TimePoint created_at{};
  std::int64_t tickets = 0, unclosed = 0;
  std::optional<TimePoint> last_message_at;  // in any case of theirs
  std::vector<std::string> topics;           // slugs of what they subscribe to
  std::optional<ContactId> merged_into;      // the record of the same person that counts
  std::int64_t revision = 0;
};

struct ExportedMedia {
  std::optional<TicketId> ticket;  // none: the contact's own message, without a number
  std::int64_t number = 0;
  ContactId contact;
  std::string direction, type;
  TimePoint at{};
  Media media;
};

struct ExportedService {
  std::string slug, name, mail;               // name and mail: empty when urp.toml no longer has it
  std::int64_t routed = 0;                    // cases that are with it now
  std::int64_t dispatches = 0, answered = 0;  // since ever
  std::optional<TimePoint> last_dispatch_at;
};

/// A point of a map.
struct PlacedTicket {
  Ticket ticket;
  Location place;  // the citizen's latest
};

}  // namespace urp
