#include "db/audit.hpp"

#include <algorithm>

#include "domain/hash.hpp"

namespace urp::db {
namespace {

constexpr std::size_t mark_bytes = 8;

void put_field(std::string& line, const std::optional<std::string>& value) {
  if (!value) {
    line += "\\N";
    return;
  }
  for (char c : *value) {
    switch (c) {
      case '\\':
        line += "\\\\";
        break;
      case '\t':
        line += "\\t";
        break;
      case '\n':
        line += "\\n";
        break;
      default:
        line += c;
    }
  }
}

std::optional<std::string> take_field(std::string_view text) {
  if (text == "\\N") return std::nullopt;
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      value += text[i];
      continue;
    }
    const char escaped = text[++i];
    value += escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped;
  }
  return value;
}

void put_length(std::string& bytes, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xff);
}

void put_text(std::string& bytes, std::string_view text) {
  put_length(bytes, text.size());
  bytes += text;
}

void put_number(std::string& bytes, std::optional<std::int64_t> value) {
  bytes += value ? '1' : '0';
  put_length(bytes, static_cast<std::uint64_t>(value.value_or(0)));
}

struct Entry {  // the texts are valid until the next row
  EventId id;
  TimePoint at{}, recorded_at{};
  Actor actor;
  std::string_view verb;
  std::optional<std::int64_t> ticket, message;
  std::string_view detail_digest, hash;
  std::optional<std::string_view> salt;
  std::string_view body;
  bool erased = false;
};

Entry read_entry(Row& row) {
  Entry entry;
  row >> entry.id >> entry.at >> entry.recorded_at >> entry.actor.clerk >> entry.actor.login >> entry.verb;
  row >> entry.ticket >> entry.message >> entry.detail_digest >> entry.hash >> entry.salt >> entry.body;
  row >> entry.erased;
  return entry;
}

std::string hash_of(const Entry& entry, std::string_view previous) {
  return chain_hash(previous, entry.id.value, entry.at, entry.recorded_at, entry.actor, entry.verb,
                    entry.ticket, entry.message, entry.detail_digest);
}

/// A detail may be erased, but not changed.
bool detail_fits(const Entry& entry) {
  return !entry.salt || sha256(std::string(*entry.salt) + std::string(entry.body)) == entry.detail_digest;
}

RegisterMark read_mark(Row& row) {
  RegisterMark mark;
  row >> mark.event;
  mark.hash = hex(row.next<std::string>().substr(0, mark_bytes));
  return mark;
}

ChainHead read_head(Row& row) {
  ChainHead head;
  row >> head.event >> head.hash >> head.at;
  return head;
}

/// Entry by entry. Each is held against the hash that stands in the one before, so that one change is one
/// fault; where only that hash was changed, against the right one.
class ChainWalk {
 public:
  ChainCheck check;

  void take(const Entry& entry) {
    ++check.events;
    if (entry.id.value > last_ + 1) {
      add(ChainFault::Kind::missing, last_ + 1, entry.id.value - 1);
      joined_ = false;
    }
    const std::string right = hash_of(entry, stored_);
    const bool fits = right == entry.hash || (right_ != stored_ && hash_of(entry, right_) == entry.hash);
    const bool in_order = entry.id.value == last_ + 1 || !joined_;
    if (!in_order || (!fits && joined_)) {
      add(ChainFault::Kind::altered, entry.id.value, entry.id.value);
    } else if (!detail_fits(entry)) {
      add(ChainFault::Kind::detail_altered, entry.id.value, entry.id.value);
    }
    if (!entry.salt) ++(entry.erased ? check.erased : check.lost);
    stored_ = entry.hash;
    right_ = right;
    last_ = entry.id.value;
    joined_ = true;
  }
  void end(std::int64_t given) {
    if (given > last_) add(ChainFault::Kind::missing, last_ + 1, given);
  }

 private:
  void add(ChainFault::Kind kind, std::int64_t first, std::int64_t last) {
    auto& faults = check.faults;
    if (!faults.empty() && faults.back().kind == kind && faults.back().last.value + 1 == first) {
      faults.back().last = EventId{last};
    } else {
      faults.push_back({kind, EventId{first}, EventId{last}});
    }
  }

  std::string stored_, right_;  // the hash of the entry before: as it stands, and as it should
  std::int64_t last_ = 0;
  bool joined_ = true;  // the entry before is there
};

}  // namespace

std::string encode_changes(const std::vector<Change>& changes) {
  std::string body;
  for (const auto& change : changes) {
    put_field(body, change.field);
    body += '\t';
    put_field(body, change.before);
    body += '\t';
    put_field(body, change.after);
    body += '\n';
  }
  return body;
}

std::vector<Change> decode_changes(std::string_view body) {
  std::vector<Change> changes;
  while (!body.empty()) {
    const auto end = std::min(body.find('\n'), body.size());
    const auto line = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    const auto first = line.find('\t');
    const auto second = first == line.npos ? line.npos : line.find('\t', first + 1);
    if (second == line.npos) continue;
    changes.push_back({take_field(line.substr(0, first)).value_or(""),
                       take_field(line.substr(first + 1, second - first - 1)),
                       take_field(line.substr(second + 1))});
  }
  return changes;
}

std::string chain_hash(std::string_view previous, std::int64_t id, TimePoint at, TimePoint recorded_at,
                       const Actor& actor, std::string_view verb, std::optional<std::int64_t> ticket,
                       std::optional<std::int64_t> message, std::string_view detail_digest) {
  std::string bytes;
  put_text(bytes, previous);
  put_number(bytes, id);
  put_number(bytes, at.time_since_epoch().count());
  put_number(bytes, recorded_at.time_since_epoch().count());
  put_text(bytes, actor.clerk);
  put_text(bytes, actor.login);
  put_text(bytes, verb);
  put_number(bytes, ticket);
  put_number(bytes, message);
  put_text(bytes, detail_digest);
  return sha256(bytes);
}

ChainCheck check_chain(const Access& db) {
  ChainWalk walk;
  db.each(R"(
    SELECT
      e.id,
      e.at,
      e.recorded_at,
      e.clerk,
      e.login,
      e.verb,
      e.ticket,
      e.message,
      e.detail_digest,
      e.hash,
      d.salt,
      d.body,
      x.event IS NOT NULL
    FROM event e
    LEFT JOIN event_detail d ON d.event = e.id
    LEFT JOIN erased_detail x ON x.event = e.id
    ORDER BY e.id)",
          [&walk](Row& row) { walk.take(read_entry(row)); });
  walk.end(db.first<std::int64_t>("SELECT seq FROM sqlite_sequence WHERE name = 'event'").value_or(0));
  auto check = std::move(walk.check);
  for (const auto event : db.all<EventId>(
           "SELECT event FROM event_detail WHERE event NOT IN (SELECT id FROM event) ORDER BY event")) {
    check.faults.push_back({ChainFault::Kind::detail_alone, event, event});
  }
  if (!check.faults.empty()) check.broken = check.faults.front().first;
  return check;
}

RegisterMark mark_of(const Access& db) {
  return db.first<RegisterMark>("SELECT id, hash FROM event ORDER BY id DESC LIMIT 1", read_mark)
      .value_or(RegisterMark{});
}

bool has_mark(const Access& db, const RegisterMark& mark) {
  if (mark.event == 0) return true;
  const auto there = db.first<RegisterMark>("SELECT id, hash FROM event WHERE id = ?", read_mark, mark.event);
  return there && there->hash == mark.hash;
}

std::optional<ChainHead> chain_head(const Access& db) {
  return db.first<ChainHead>("SELECT id, hash, recorded_at FROM event ORDER BY id DESC LIMIT 1", read_head);
}

std::optional<ChainHead> find_link(const Access& db, EventId event) {
  return db.first<ChainHead>("SELECT id, hash, recorded_at FROM event WHERE id = ?", read_head, event);
}

}  // namespace urp::db
