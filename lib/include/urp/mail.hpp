// mail.hpp: mail that comes in: answers of services, receipts, bounces, and what belongs nowhere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

constexpr std::size_t most_mail_bytes = 25'000'000;  // more of one mail is not looked at

struct MailReceived {
  enum class What {
    answer,      // a note of the ticket, which is the office's again
    auto_reply,  // a note that wakes nobody
    news,        // a receipt or a bounce
    aside,       // from nobody we wrote to: kept
    known,       // the same mail again
  } what = What::aside;
  std::optional<MessageRef> note;
};
/// Keeps one mail whatever it is; `cut`: there was more of it. Throws busy, denied, failed: then nothing was
/// kept, and it must be delivered again.
URP_API MailReceived receive_mail(Office& office, std::string_view message, bool cut = false);

/// A mail that is kept and in no ticket.
struct AsideMail {
  std::int64_t id = 0;
  TimePoint at{};
  std::string from, subject, preview;
  std::optional<std::string> reason;  // why a clerk dismissed it; none: it waits for one
};
/// Those that wait, or also what was dismissed, the oldest first.
URP_API std::vector<AsideMail> list_aside_mail(Office& office, bool dismissed = false);
/// They belong nowhere, a clerk says: kept as they are, and nobody is asked about them any more. All or none;
/// throws not_found.
URP_API void dismiss_mail(Office& office, std::span<const std::int64_t> mails, const std::string& reason);
/// A clerk says where it belongs: one of the list, dismissed or not, or one at hand. Throws not_found.
URP_API MessageRef attach_mail(Office& office, TicketId ticket, std::int64_t mail);
URP_API MessageRef attach_mail(Office& office, TicketId ticket, std::string_view message, bool cut = false);

}  // namespace urp
