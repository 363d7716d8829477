// mail.hpp: mail that came in, and the notes that its words become.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/mail.hpp>

#include "domain/incoming_mail.hpp"
#include "store/access.hpp"

namespace urp::store {

struct KnownDispatch {
  std::int64_t id = 0;
  TicketId ticket;
  std::string service, state;
};
/// By the token of the address that its letters are answered to.
std::optional<KnownDispatch> find_dispatch(const Access& db, const std::string& reply_token);
std::optional<KnownDispatch> find_dispatch(const Access& db, std::int64_t dispatch);
/// Of this ticket and what was merged into it, the latest that its leading service has and has not answered.
std::optional<KnownDispatch> find_open_dispatch(const Access& db, TicketId ticket);
/// Whatever it was before, unless it was recalled: then that stands.
void set_answered(Writer& db, std::int64_t dispatch);

struct NewMail {
  std::string digest;
  const IncomingMail* mail = nullptr;
  std::optional<std::int64_t> dispatch;
  std::optional<TicketId> ticket;
  std::optional<MessageId> message;
  std::optional<std::string_view> body;  // to be kept as it came
  bool aside = false;
};
/// False: this mail is known.
bool is_known_mail(const Access& db, const std::string& digest);
void add_mail(Writer& db, const NewMail& mail);

std::vector<AsideMail> list_aside_mail(const Access& db, bool dismissed);
std::int64_t count_aside_mail(const Access& db);
/// The bytes of one that is in no ticket, dismissed or not.
std::optional<std::string> find_aside_body(const Access& db, std::int64_t mail);
void settle_aside_mail(Writer& db, std::int64_t mail, TicketId ticket, MessageId message);
/// False: it does not wait.
bool dismiss_mail(Writer& db, std::int64_t mail, const std::string& reason);

/// A file of a mail, its bytes in the media folder already.
struct StoredFile {
  std::string name, mime_type, sha256;
  std::int64_t size = 0;
};
/// The words as a note, and each file as one: the first of them.
struct MailNote {
  MessageId id;
  MessageRef ref;
};
MailNote add_mail_notes(Writer& db, TicketId ticket, const IncomingMail& mail, const std::string& service,
                        const std::vector<StoredFile>& files);

}  // namespace urp::store
