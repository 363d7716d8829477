#include "store/withheld.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>

#include "domain/mask.hpp"
#include "domain/url.hpp"
#include "store/cursor.hpp"
#include "store/keyed.hpp"
#include "store/redaction.hpp"

namespace urp::store {
namespace {

constexpr std::string_view erased_mark = "erased:";
constexpr const char* register_due = "register_due";

std::string seconds(TimePoint at) {
  return std::to_string(at.time_since_epoch().count());
}

Withheld read_withheld(db::Row& row) {
  Withheld one;
  row >> one.what >> one.key >> one.at >> one.event >> one.how;
  return one;
}

void put(Writer& db, const Withheld& one) {
  const int changed = db.run(R"(
    INSERT INTO withheld (what, key, at, event, how)
    VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (what, key) DO UPDATE SET at = excluded.at, event = excluded.event, how = excluded.how
    WHERE (excluded.at, excluded.event) > (at, event))",
                             one.what, db::Blob{one.key}, one.at, one.event, one.how);
  if (changed > 0) set_register_due(db, true);
}

/// Nothing when that is known; later than what was known, whatever the clock says.
void say_how(Writer& db, std::string_view what, const std::string& key, std::string how) {
  std::replace_if(
      how.begin(), how.end(), [](char byte) { return byte >= 0 && byte < ' '; }, ' ');
  const auto before =
      db.first<Withheld>("SELECT what, key, at, event, how FROM withheld WHERE what = ? AND key = ?",
                         read_withheld, what, db::Blob{key});
  if (before ? before->how == how : how == in_sight) return;
  Withheld one{std::string(what), key, db.recorded_at(), db.next_event().value, std::move(how)};
  if (before && std::pair(before->at, before->event) >= std::pair(one.at, one.event)) {
    one.at = std::max(before->at, one.at);
    one.event = before->event + 1;
  }
  put(db, one);
}

/// A piece of a message as it stood before anything was masked in it.
struct Original {
  std::string name;  // PIECE:WHICH
  std::string text;
};

/// Edits have other numbers in another database, and the same order.
std::string name_of(const Access& db, MessageId message, const Wording& wording) {
  std::string place = wording.place;
  if (wording.piece == "edit") {
    place = std::to_string(
        db.value<std::int64_t>("SELECT count(*) FROM amendment WHERE target = ? AND id <= CAST(? AS INTEGER)",
                               message, wording.place));
  }
  return wording.piece + ":" + encode_component(place);
}

std::vector<Original> masked_originals(const Access& db, MessageId message) {
  std::vector<Original> originals;
  for (const auto& wording : list_masked_pieces(db, message))
    originals.push_back({name_of(db, message, wording), wording.text});
  return originals;
}

std::vector<Original> all_originals(const Access& db, MessageId message) {
  auto originals = masked_originals(db, message);
  for (const auto& wording : list_wording(db, message)) {
    std::string name = name_of(db, message, wording);
    const bool known = std::any_of(originals.begin(), originals.end(),
                                   [&name](const Original& one) { return one.name == name; });
    if (!known) originals.push_back({std::move(name), wording.text});
  }
  return originals;
}

bool read_number(std::string_view text, std::size_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

std::string run_name(JournalId first, std::int64_t digest) {
  return std::to_string(first.value) + " " + std::to_string(digest);
}

std::optional<std::int64_t> digest_of(const Access& db, JournalId body) {
  return db.first<std::int64_t>("SELECT digest FROM journal WHERE id = ?", body);
}

std::optional<BodyRun> read_run(const std::string& how) {
  BodyRun run;
  char dash = 0;
  std::istringstream words(how);
  if (!(words >> run.first.value >> dash >> run.second.value)) return std::nullopt;
  return run;
}

}  // namespace

std::vector<Withheld> latest_of(std::vector<Withheld> all) {
  std::sort(all.begin(), all.end());
  std::vector<Withheld> latest;
  for (auto& one : all) {
    if (!latest.empty() && latest.back().what == one.what && latest.back().key == one.key) latest.pop_back();
    latest.push_back(std::move(one));
  }
  return latest;
}

std::vector<Withheld> list_withheld(const Access& db) {
  return db.all<Withheld>("SELECT what, key, at, event, how FROM withheld ORDER BY what, key", read_withheld);
}

void add_withheld(Writer& db, const std::vector<Withheld>& more) {
  for (const auto& one : more) put(db, one);
}

MessageName read_message_name(db::Row& row) {
  MessageName name;
  row >> name.id >> name.phone_number_id >> name.wamid >> name.at >> name.direction;
  return name;
}

std::vector<std::string> keys_of(const std::string& secret, const MessageName& name) {
  std::vector<std::string> keys;
  // Two numbers of the office that write to each other have one name for two messages.
  const bool named = !name.wamid.empty() && !name.wamid.starts_with(erased_mark);
  if (named) keys.push_back(keyed(secret, "message", name.phone_number_id + " " + name.wamid));
  if (!named || name.direction != "in") {
    keys.push_back(keyed(secret, "place",
                         std::to_string(name.id.value) + " " + seconds(name.at) + " " + name.direction));
  }
  return keys;
}

void note_sight(Writer& db, MessageId message) {
  const auto name = db.first<MessageName>(R"(
    SELECT m.id, n.phone_number_id, ifnull(m.wamid, ''), m.at, m.direction
    FROM message m
    JOIN number n ON n.id = m.number
    WHERE m.id = ?)",
                                          read_message_name, message);
  if (!name) return;
  const std::string hidden = db.first<std::string>(R"(
    SELECT ifnull(m.ground, 'spam') || ' ' || ifnull(f.at, m.at) || ' ' || ifnull(f.clerk, '')
    FROM message m
    LEFT JOIN flag f ON f.message = m.id
    WHERE m.id = ? AND m.hidden = 1)",
                                                   message)
                                 .value_or(std::string(in_sight));
  std::string masked = spans_of(db, message);
  if (masked.empty()) masked = in_sight;
  for (const auto& key : keys_of(erasure_secret(db), *name)) {
    say_how(db, "hidden", key, hidden);
    say_how(db, "masked", key, masked);
  }
}

std::string spans_of(const Access& db, MessageId message) {
  const auto words = list_redacted_words(db, message);
  std::string spans;
  for (const auto& original : masked_originals(db, message)) {
    for (const auto& [from, to] : find_words(original.text, words)) {
      spans +=
          (spans.empty() ? "" : " ") + original.name + ":" + std::to_string(from) + "-" + std::to_string(to);
    }
  }
  return spans;
}

std::vector<std::string> words_at(const Access& db, MessageId message, std::string_view spans) {
  const auto originals = all_originals(db, message);
  std::vector<std::string> words;
  std::istringstream stream{std::string(spans)};
  for (std::string span; stream >> span;) {
    const auto colon = span.rfind(':'), dash = span.rfind('-');
    if (colon == span.npos || dash == span.npos || dash < colon) continue;
    const auto original = std::find_if(originals.begin(), originals.end(), [&](const Original& one) {
      return one.name == span.substr(0, colon);
    });
    std::size_t from = 0, to = 0;
    const std::string_view numbers = span;
    if (original == originals.end() || !read_number(numbers.substr(colon + 1, dash - colon - 1), from) ||
        !read_number(numbers.substr(dash + 1), to) || from >= to || to > original->text.size())
      continue;
    std::string word = original->text.substr(from, to - from);
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(std::move(word));
  }
  return words;
}

void note_destroyed(Writer& db, const DestroyedCase& one) {
  const std::string name = std::to_string(one.ticket.value) + " " + seconds(one.presented_at);
  say_how(db, "case", keyed(erasure_secret(db), "case", name),
          name + " " + seconds(one.at) + " " + (one.retention.empty() ? "-" : one.retention) + " " +
              one.authorisation);
}

std::vector<DestroyedCase> destroyed_cases(const std::vector<Withheld>& all) {
  std::vector<DestroyedCase> cases;
  for (const auto& line : all) {
    if (line.what != "case") continue;
    std::istringstream words(line.how);
    DestroyedCase one;
    std::int64_t presented_at = 0, at = 0;
    if (!(words >> one.ticket.value >> presented_at >> at >> one.retention)) continue;
    one.presented_at = TimePoint(Seconds(presented_at));
    one.at = TimePoint(Seconds(at));
    if (one.retention == "-") one.retention.clear();
    std::getline(words >> std::ws, one.authorisation);
    cases.push_back(std::move(one));
  }
  return cases;
}

void note_destroyed(Writer& db, const BodyRun& run) {
  const auto digest = digest_of(db, run.first);
  if (!digest) return;
  const auto key = keyed(erasure_secret(db), "body", run_name(run.first, *digest));
  auto last = run.second;
  // An older backup has the beginning of a run alone.
  const auto before =
      db.first<std::string>("SELECT how FROM withheld WHERE what = 'bodies' AND key = ?", db::Blob{key});
  if (const auto known = before ? read_run(*before) : std::nullopt) last = std::max(last, known->second);
  say_how(db, "bodies", key, std::to_string(run.first.value) + "-" + std::to_string(last.value));
}

std::vector<BodyRun> destroyed_runs(const Access& db, const std::vector<Withheld>& all) {
  const auto secret = erasure_secret(db);
  std::vector<BodyRun> runs;
  for (const auto& line : all) {
    if (line.what != "bodies") continue;
    const auto run = read_run(line.how);
    const auto digest = run ? digest_of(db, run->first) : std::nullopt;
    if (digest && keyed(secret, "body", run_name(run->first, *digest)) == line.key) runs.push_back(*run);
  }
  return runs;
}

void note_destroyed_mail(Writer& db, const std::string& digest) {
  say_how(db, "mail", keyed(erasure_secret(db), "mail", digest), "destroyed");
}

std::vector<std::int64_t> destroyed_mails(const Access& db, const std::vector<Withheld>& all) {
  std::set<std::string> keys;
  for (const auto& line : all) {
    if (line.what == "mail") keys.insert(line.key);
  }
  std::vector<std::int64_t> mails;
  if (keys.empty()) return mails;
  const auto secret = erasure_secret(db);
  db.each("SELECT id, digest FROM mail WHERE state <> 'destroyed'", [&](db::Row& row) {
    const auto id = row.next<std::int64_t>();
    if (keys.contains(keyed(secret, "mail", row.next<std::string>()))) mails.push_back(id);
  });
  return mails;
}

bool is_register_due(const Access& db) {
  return read_cursor(db, register_due) != 0;
}

void set_register_due(Writer& db, bool due) {
  set_cursor(db, register_due, due ? 1 : 0);
}

}  // namespace urp::store
