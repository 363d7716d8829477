#include "store/journal_cut.hpp"

#include <algorithm>

namespace urp::store {
namespace {

using Range = std::pair<std::size_t, std::size_t>;

/// As JSON writes it between the quotes; WhatsApp escapes the slash.
std::string unescaped(std::string_view raw) {
  std::string text;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\\' && i + 1 < raw.size()) ++i;
    text += raw[i];
  }
  return text;
}

/// Only as much of JSON as tells objects and texts apart; what is none finds nothing.
class Scanner {
 public:
  Scanner(std::string_view body, const std::set<std::string>& words) : body_(body), words_(&words) {}

  std::vector<Range> run() {
    while (at_ < body_.size()) {
      switch (body_[at_]) {
        case '"':
          take_text();
          continue;
        case '{':
          open_.push_back({at_, false});
          break;
        case '}':
          close();
          break;
        default:
          if (body_[at_] >= '0' && body_[at_] <= '9') {
            take_number();
            continue;
          }
      }
      ++at_;
    }
    return std::move(found_);
  }

 private:
  void take_text() {
    const std::size_t begin = ++at_;
    while (at_ < body_.size() && body_[at_] != '"') at_ += body_[at_] == '\\' ? 2 : 1;
    const std::size_t end = std::min(at_, body_.size());
    look_at(unescaped(body_.substr(begin, end - begin)));
    at_ = end + 1;
  }
  void take_number() {
    const std::size_t begin = at_;
    while (at_ < body_.size() && body_[at_] >= '0' && body_[at_] <= '9') ++at_;
    look_at(std::string(body_.substr(begin, at_ - begin)));
  }
  void look_at(const std::string& text) {
    if (open_.empty()) return;
    const bool hit = words_->contains(text) ||
                     (text.size() > 1 && text.front() == '+' && words_->contains(text.substr(1)));
    if (hit) open_.back().second = true;
  }
  void close() {
    if (open_.empty()) return;
    const auto [begin, hit] = open_.back();
    open_.pop_back();
    if (!hit) return;
    while (!found_.empty() && found_.back().first > begin) found_.pop_back();  // they stand inside
    found_.push_back({begin, at_ + 1});
  }

  std::string_view body_;
  const std::set<std::string>* words_;
  std::size_t at_ = 0;
  std::vector<std::pair<std::size_t, bool>> open_;
  std::vector<Range> found_;
};

void empty(std::string& body, const Range& range) {
  std::fill(body.begin() + static_cast<std::ptrdiff_t>(range.first) + 1,
            body.begin() + static_cast<std::ptrdiff_t>(range.second) - 1, ' ');
}

void put_body(Writer& db, JournalId journal, const std::string& body) {
  db.run("UPDATE journal SET body = ?, cut = 1 WHERE id = ?", db::Blob{body}, journal);
}

std::optional<std::string> body_of(const Access& db, JournalId journal) {
  return db.first<std::string>("SELECT body FROM journal WHERE id = ?", journal);
}

bool may_hold(std::string_view body, const std::set<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [body](const std::string& word) {
    // A slash may be written as \/: what stands before it is enough to look closer.
    const std::string_view begin = std::string_view(word).substr(0, word.find('/'));
    return body.find(begin) != body.npos;
  });
}

}  // namespace

std::vector<Range> find_objects(std::string_view body, const std::set<std::string>& words) {
  return Scanner(body, words).run();
}

std::vector<JournalId> list_bodies_with(const Access& db, const std::set<std::string>& words,
                                        JournalId after) {
  std::vector<JournalId> found;
  if (words.empty()) return found;
  db.each(
      "SELECT id, body FROM journal WHERE id > ? ORDER BY id",
      [&](db::Row& row) {
        const auto id = row.next<JournalId>();
        const auto body = row.next<std::string_view>();
        if (may_hold(body, words) && !find_objects(body, words).empty()) found.push_back(id);
      },
      after);
  return found;
}

bool cut_body(Writer& db, JournalId journal, const std::set<std::string>& words) {
  auto body = body_of(db, journal);
  if (!body) return false;
  const auto ranges = find_objects(*body, words);
  if (ranges.empty()) return false;
  for (const auto& range : ranges) {
    empty(*body, range);
    db.run(R"(
      UPDATE journal_part
      SET outcome = 'erased', reason = NULL
      WHERE journal = ? AND offset >= ? AND offset + length <= ?)",
           journal, static_cast<std::int64_t>(range.first), static_cast<std::int64_t>(range.second));
  }
  put_body(db, journal, *body);
  return true;
}

void cut_parts(Writer& db, JournalId journal) {
  struct Place {
    std::int64_t offset = 0, length = 0;
    bool erased = false;
  };
  const auto parts = db.all<Place>(
      "SELECT offset, length, outcome = 'erased' FROM journal_part WHERE journal = ?",
      [](db::Row& row) {
        Place place;
        row >> place.offset >> place.length >> place.erased;
        return place;
      },
      journal);
  const auto is_erased = [](const Place& part) { return part.erased; };
  if (std::none_of(parts.begin(), parts.end(), is_erased)) return;
  auto body = body_of(db, journal);
  if (std::all_of(parts.begin(), parts.end(), is_erased)) return put_body(db, journal, "{}");
  for (const auto& part : parts) {
    if (!part.erased || part.length < 2) continue;
    empty(*body,
          {static_cast<std::size_t>(part.offset), static_cast<std::size_t>(part.offset + part.length)});
  }
  put_body(db, journal, *body);
}

}  // namespace urp::store
