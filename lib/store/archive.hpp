// archive.hpp: entries of the register, publications, and the audit chain of one case as it is handed over.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <urp/desk/archive.hpp>

#include "store/access.hpp"

namespace urp::store {

void add_protocol_entry(Writer& db, const ProtocolEntry& entry);
std::optional<ProtocolEntry> find_protocol_entry(const Access& db, const std::string& reg, int year,
                                                 const std::string& number);
std::vector<ProtocolEntry> list_protocol_entries(const Access& db, TicketId ticket);

/// False: it is published already.
bool add_publication(Writer& db, TicketId ticket);
bool remove_publication(Writer& db, TicketId ticket);

/// What may be known to everybody of an approved case.
struct PublicCase {
  std::string id;
  std::string kind, state;
  std::optional<std::string> service, outcome, subject;
  TimePoint presented_at{};
  std::optional<TimePoint> first_answered_at, closed_at;
  std::optional<double> latitude, longitude;
};
/// By the day of presentation. What is hidden has no place.
std::vector<PublicCase> list_public_cases(const Access& db);

/// One row of the chain, as it stands; numbers as text, hashes in hex.
struct ChainRow {
  std::int64_t id = 0;
  TimePoint at{}, recorded_at{};
  std::string clerk, login, verb;
  std::optional<std::int64_t> message;
  std::optional<std::string> detail;  // none: it was erased
  std::string salt, detail_digest, hash;
};
void walk_chain(const Access& db, TicketId ticket, const std::function<void(const ChainRow&)>& visit);

/// What a hidden message was, piece by piece: of a supervisor.
struct SealedPiece {
  std::string piece;
  std::optional<std::string> place, value;
};
std::vector<SealedPiece> list_sealed(const Access& db, MessageId message);
/// Its attachment, which stays in the folder while it is hidden.
struct HiddenFile {
  std::string sha256, mime_type;
};
std::optional<HiddenFile> find_hidden_file(const Access& db, MessageId message);

}  // namespace urp::store
