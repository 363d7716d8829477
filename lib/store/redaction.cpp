#include "store/redaction.hpp"

#include <algorithm>
#include <iterator>

#include "domain/mask.hpp"
#include "store/arrange.hpp"
#include "store/search.hpp"

namespace urp::store {
namespace {

/// One kind of words: where they stand (which one, words) and how they are replaced (words, message, which
/// one).
struct Source {
  const char* piece;
  db::Sql select;
  db::Sql update;
};
const std::vector<Source>& sources() {
  static const std::vector<Source> all = {
      {"text", "SELECT '', text FROM message WHERE id = ? AND text IS NOT NULL",
       "UPDATE message SET text = ?1 WHERE id = ?2 AND ?3 = ''"},
      {"edit",
       "SELECT CAST(id AS TEXT), text FROM amendment WHERE target = ? AND text IS NOT NULL ORDER BY id",
       "UPDATE amendment SET text = ?1 WHERE target = ?2 AND id = CAST(?3 AS INTEGER)"},
      {"transcript", "SELECT '', transcript FROM media WHERE message = ? AND transcript IS NOT NULL",
       "UPDATE media SET transcript = ?1 WHERE message = ?2 AND ?3 = ''"},
      {"file_name", "SELECT '', file_name FROM media WHERE message = ? AND file_name IS NOT NULL",
       "UPDATE media SET file_name = ?1 WHERE message = ?2 AND ?3 = ''"},
      {"place", "SELECT '', name FROM location WHERE message = ? AND name IS NOT NULL",
       "UPDATE location SET name = ?1 WHERE message = ?2 AND ?3 = ''"},
      {"address", "SELECT '', address FROM location WHERE message = ? AND address IS NOT NULL",
       "UPDATE location SET address = ?1 WHERE message = ?2 AND ?3 = ''"},
      {"card", "SELECT CAST(line AS TEXT), value FROM card_line WHERE message = ? ORDER BY line",
       "UPDATE card_line SET value = ?1 WHERE message = ?2 AND line = CAST(?3 AS INTEGER)"},
      {"label",
       "SELECT CAST(line AS TEXT), label FROM card_line WHERE message = ? AND label IS NOT NULL ORDER BY "
       "line",
       "UPDATE card_line SET label = ?1 WHERE message = ?2 AND line = CAST(?3 AS INTEGER)"},
      {"fact", "SELECT name, value FROM message_fact WHERE message = ? ORDER BY name",
       "UPDATE message_fact SET value = ?1 WHERE message = ?2 AND name = ?3"},
      {"mail_from",
       "SELECT CAST(id AS TEXT), from_name FROM mail WHERE message = ? AND from_name IS NOT NULL",
       "UPDATE mail SET from_name = ?1 WHERE message = ?2 AND id = CAST(?3 AS INTEGER)"},
      {"mail_subject", "SELECT CAST(id AS TEXT), subject FROM mail WHERE message = ? AND subject IS NOT NULL",
       "UPDATE mail SET subject = ?1 WHERE message = ?2 AND id = CAST(?3 AS INTEGER)"},
      {"mail_preview", "SELECT CAST(id AS TEXT), preview FROM mail WHERE message = ? AND preview IS NOT NULL",
       "UPDATE mail SET preview = ?1 WHERE message = ?2 AND id = CAST(?3 AS INTEGER)"},
      {"parameter", "SELECT place, value FROM template_parameter WHERE message = ? ORDER BY position",
       "UPDATE template_parameter SET value = ?1 WHERE message = ?2 AND place = ?3"},
  };
  return all;
}

std::vector<Wording> list_words(const Access& db, const Source& source, MessageId message) {
  return db.all<Wording>(
      source.select,
      [&source](db::Row& row) {
        Wording wording;
        wording.piece = source.piece;
        row >> wording.place >> wording.text;
        return wording;
      },
      message);
}

void keep(Writer& db, MessageId message, const Wording& wording) {
  db.run(R"(
    INSERT INTO redacted (message, piece, place, value)
    VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING)",
         message, wording.piece, wording.place, wording.text);
}

/// What was masked before is kept as it stood the first time.
bool mask_all(Writer& db, MessageId message, std::span<const std::string> words) {
  bool changed = false;
  for (const Source& source : sources()) {
    for (const Wording& wording : list_words(db, source, message)) {
      const std::string masked = mask_words(wording.text, words);
      if (masked == wording.text) continue;
      keep(db, message, wording);
      db.run(source.update, masked, message, wording.place);
      changed = true;
    }
  }
  return changed;
}

void show_change(Writer& db, MessageId message) {
  db.run("UPDATE message SET revision = ? WHERE id = ?", db.next_event(), message);
  reindex_message(db, message);
  if (const auto thread = find_thread(db, message)) renew_preview(db, *thread);
}

}  // namespace

std::vector<Wording> list_wording(const Access& db, MessageId message) {
  std::vector<Wording> all;
  for (const Source& source : sources()) {
    auto words = list_words(db, source, message);
    std::move(words.begin(), words.end(), std::back_inserter(all));
  }
  return all;
}

std::vector<Wording> list_masked_pieces(const Access& db, MessageId message) {
  return db.all<Wording>(
      "SELECT piece, place, value FROM redacted WHERE message = ? AND piece <> 'words' ORDER BY piece, place",
      [](db::Row& row) {
        Wording wording;
        row >> wording.piece >> wording.place >> wording.text;
        return wording;
      },
      message);
}

std::vector<std::string> list_redacted_words(const Access& db, MessageId message) {
  return db.all<std::string>(
      "SELECT value FROM redacted WHERE message = ? AND piece = 'words' ORDER BY place", message);
}

void redact_message(Writer& db, MessageId message, std::span<const std::string> words) {
  db.run(R"(
    INSERT INTO redaction (message, clerk, at)
    VALUES (?, ?, ?)
    ON CONFLICT (message) DO UPDATE SET clerk = excluded.clerk, at = excluded.at)",
         message, db.actor().clerk, db.now());
  auto all = list_redacted_words(db, message);
  for (const std::string& word : words) {
    if (std::find(all.begin(), all.end(), word) != all.end()) continue;
    all.push_back(word);
    keep(db, message, {"words", std::to_string(all.size()), word});
  }
  mask_all(db, message, all);
  show_change(db, message);
}

void unredact_message(Writer& db, MessageId message) {
  for (const Source& source : sources()) {
    const auto kept = db.all<Wording>(
        "SELECT place, value FROM redacted WHERE message = ? AND piece = ?",
        [](db::Row& row) {
          Wording wording;
          row >> wording.place >> wording.text;
          return wording;
        },
        message, source.piece);
    for (const Wording& wording : kept) db.run(source.update, wording.text, message, wording.place);
  }
  db.run("DELETE FROM redacted WHERE message = ?", message);
  db.run("DELETE FROM redaction WHERE message = ?", message);
  show_change(db, message);
}

void redact_again(Writer& db, MessageId message) {
  const auto words = list_redacted_words(db, message);
  if (!words.empty() && mask_all(db, message, words)) show_change(db, message);
}

}  // namespace urp::store
