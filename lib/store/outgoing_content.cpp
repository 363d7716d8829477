#include "store/outgoing_content.hpp"

#include <algorithm>
#include <charconv>

#include "domain/names.hpp"
#include "domain/say.hpp"
#include "domain/template.hpp"

namespace urp::store {
namespace {

constexpr std::chrono::hours upload_life{24 * 29};  // WhatsApp keeps it 30 days (facts 3)

struct File {
  std::string sha256, mime_type;
  std::optional<std::string> name;
  bool voice = false;
};

std::optional<File> file_of(const Access& db, MessageId id) {
  auto query = db.query("SELECT sha256, mime_type, file_name, voice FROM media WHERE message = ?");
  query.bind(1, id);
  if (!query.step()) return std::nullopt;
  return File{query.string(0), query.string(1), query.maybe_string(2), query.integer(3) != 0};
}

std::optional<std::string> uploaded(const Access& db, std::int64_t number, const File& file,
                                    std::optional<TimePoint> since) {
  auto query =
      db.query("SELECT media_id FROM upload WHERE number = ? AND sha256 = ? AND mime_type = ? AND at >= ?");
  query.bind(1, number).bind(2, file.sha256).bind(3, file.mime_type).bind(4, since.value_or(TimePoint{}));
  if (!query.step()) return std::nullopt;
  return query.string(0);
}

OutgoingMedia media_content(const Access& db, const OutgoingRow& row, const std::string& kind,
                            bool captioned) {
  OutgoingMedia media;
  media.kind = kind;
  const auto file = file_of(db, row.id);
  if (!file) throw Error(Fault::failed, say(_("{0}: its file is missing"), to_string(row.ref)));
  media.media_id = uploaded(db, row.number, *file, std::nullopt).value_or("");
  media.file_name = file->name;
  media.voice = file->voice;
  if (captioned && !row.text.empty()) media.caption = row.text;
  return media;
}

std::string fact(const Access& db, MessageId id, const char* name) {
  auto query = db.query("SELECT value FROM message_fact WHERE message = ? AND name = ?");
  query.bind(1, id).bind(2, name);
  return query.step() ? query.string(0) : std::string();
}

OutgoingTemplate template_content(const Access& db, const OutgoingRow& row) {
  OutgoingTemplate sent;
  sent.name = fact(db, row.id, "template");
  sent.language = fact(db, row.id, "template_language");
  auto query = db.query("SELECT place, value FROM template_parameter WHERE message = ? ORDER BY position");
  query.bind(1, row.id);
  while (query.step()) {
    const std::string place = query.string(0);
    const auto dot = place.find('.');
    const std::string part = place.substr(0, dot), name = place.substr(dot + 1);
    const bool numbered = name.find_first_not_of("0123456789") == name.npos;
    if (part == "button") {
      int button = 0;
      std::from_chars(name.data(), name.data() + name.size(), button);
      sent.urls.emplace_back(button, query.string(1));
    } else {
      (part == "header" ? sent.header : sent.body).emplace_back(numbered ? "" : name, query.string(1));
    }
  }
  if (file_of(db, row.id)) {
    sent.header_media = media_content(db, row, fact(db, row.id, "header"), false);
  }
  return sent;
}

OutgoingLocation location_content(const Access& db, const OutgoingRow& row) {
  auto query = db.query("SELECT latitude, longitude, name, address FROM location WHERE message = ?");
  query.bind(1, row.id);
  if (!query.step()) throw Error(Fault::failed, say(_("{0}: its position is missing"), to_string(row.ref)));
  return {{query.real(0), query.real(1), query.maybe_string(2), query.maybe_string(3)}};
}

}  // namespace

std::optional<WantedUpload> wanted_upload(const Access& db, const OutgoingRow& row, TimePoint real_now) {
  if (row.type == "text") return std::nullopt;
  const auto file = file_of(db, row.id);
  if (!file || uploaded(db, row.number, *file, real_now - upload_life)) return std::nullopt;
  return WantedUpload{file->sha256, file->mime_type, file->name.value_or("")};
}

std::optional<WantedUpload> wanted_upload(const Access& db, std::int64_t number, const OutgoingFile& file,
                                          TimePoint real_now) {
  const File ours{file.sha256, file.attachment.mime_type, file.attachment.file_name};
  if (uploaded(db, number, ours, real_now - upload_life)) return std::nullopt;
  return WantedUpload{file.sha256, file.attachment.mime_type, file.attachment.file_name};
}

NewOutgoing template_message(const Template& form, const TemplateValues& values,
                             const std::optional<OutgoingFile>& file) {
  NewOutgoing message;
  message.type = "template";
  message.text = template_preview(form, values);
  message.facts = {{"template", form.name}, {"template_language", form.language}};
  for (const auto& parameter : template_parameter_list(form)) {
    const auto value = std::find_if(values.begin(), values.end(),
                                    [&](const auto& one) { return one.first == parameter.key; });
    message.parameters.emplace_back(parameter.place, value == values.end() ? std::string() : value->second);
  }
  if (!file) return message;
  message.facts.emplace_back("header", lower_ascii(form.header_format.value_or("")));
  message.file = file;
  return message;
}

void keep_upload(Writer& db, std::int64_t number, const WantedUpload& upload, const std::string& media_id) {
  db.query(
        "INSERT INTO upload (number, sha256, mime_type, media_id, at) VALUES (?1, ?2, ?3, ?4, ?5)"
        " ON CONFLICT DO UPDATE SET media_id = ?4, at = ?5")
      .bind(1, number)
      .bind(2, upload.sha256)
      .bind(3, upload.mime_type)
      .bind(4, media_id)
      .bind(5, db.recorded_at())
      .run();
}

void forget_upload(Writer& db, const OutgoingRow& row) {
  const auto file = file_of(db, row.id);
  if (!file) return;
  db.query("DELETE FROM upload WHERE number = ? AND sha256 = ? AND mime_type = ?")
      .bind(1, row.number)
      .bind(2, file->sha256)
      .bind(3, file->mime_type)
      .run();
}

OutgoingContent outgoing_content(const Access& db, const OutgoingRow& row) {
  if (row.type == "text") return OutgoingText{row.text};
  if (row.type == "template") return template_content(db, row);
  if (row.type == "reaction") return OutgoingReaction{row.quoted_wamid, row.text};
  if (row.type == "location") return location_content(db, row);
  if (row.type == "interactive") {
    const bool phone = fact(db, row.id, "asks") == "phone";
    return OutgoingQuestion{phone ? OutgoingQuestion::Kind::phone : OutgoingQuestion::Kind::location,
                            row.text};
  }
  return media_content(db, row, row.type, true);
}

void add_outgoing_parts(Writer& db, MessageId id, const NewOutgoing& outgoing) {
  if (outgoing.file) {
    const auto& file = *outgoing.file;
    db.query(
          "INSERT INTO media (message, mime_type, file_name, voice, animated, state, size, sha256)"
          " VALUES (?, ?, ?, ?, ?, 'stored', ?, ?)")
        .bind(1, id)
        .bind(2, file.attachment.mime_type)
        .bind(3, file.attachment.file_name)
        .bind(4, file.attachment.voice)
        .bind(5, file.attachment.animated)
        .bind(6, file.attachment.size)
        .bind(7, file.sha256)
        .run();
  }
  if (outgoing.location) {
    const auto& place = *outgoing.location;
    db.query("INSERT INTO location (message, latitude, longitude, name, address) VALUES (?, ?, ?, ?, ?)")
        .bind(1, id)
        .bind(2, place.latitude)
        .bind(3, place.longitude)
        .bind(4, place.name)
        .bind(5, place.address)
        .run();
  }
  for (const auto& [name, value] : outgoing.facts) {
    db.query("INSERT INTO message_fact (message, name, value) VALUES (?, ?, ?)")
        .bind(1, id)
        .bind(2, name)
        .bind(3, value)
        .run();
  }
  std::int64_t position = 0;
  for (const auto& [place, value] : outgoing.parameters) {
    db.query("INSERT INTO template_parameter (message, place, position, value) VALUES (?, ?, ?, ?)")
        .bind(1, id)
        .bind(2, place)
        .bind(3, ++position)
        .bind(4, value)
        .run();
  }
}

}  // namespace urp::store
