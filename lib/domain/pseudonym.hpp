// pseudonym.hpp: other names for people, cases and numbers: the same for the same under one key, and not to
// be turned back without it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <urp/message.hpp>
#include <urp/notice.hpp>
#include <urp/ticket.hpp>

#include "domain/export_rows.hpp"

namespace urp {

class Pseudonyms {
 public:
  /// 32 bytes that nobody can guess.
  explicit Pseudonyms(std::string key) : key_(std::move(key)) {}
  const std::string& key() const { return key_; }

  /// Names, numbers and ids are replaced; in texts what detectors find is masked; places are blurred to about
  /// a hundred metres; names of files, contact cards and what leads to the stored bytes are gone.
  void apply(Ticket& ticket) const;
  void apply(Message& message) const;
  void apply(NoticeResult& result) const;
  void apply(PlacedTicket& placed) const;
  void apply(ExportedContact& contact) const;
  void apply(ExportedMedia& attachment) const;

 private:
  std::string word(std::string_view kind, std::string_view value) const;
  std::int64_t number(std::string_view kind, std::int64_t value) const;
  void apply(ContactSummary& contact) const;
  void apply(Media& media) const;
  static void apply(Location& location);
  void replace(std::optional<std::string>& value, std::string_view kind) const;
  TicketId other(TicketId ticket) const;
  ContactId other(ContactId contact) const;

  std::string key_;
};

}  // namespace urp
