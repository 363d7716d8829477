#include "store/outgoing_content.hpp"

#include <algorithm>
#include <charconv>

#include "domain/names.hpp"
#include "domain/say.hpp"
#include "domain/template.hpp"
#include "store/message_row.hpp"

namespace urp::store {
namespace {

constexpr std::chrono::hours upload_life{24 * 29};  // WhatsApp keeps it 30 days

struct File {
  std::string sha256, mime_type;
  std::optional<std::string> name;
  bool voice = false;
};

File read_file(db::Row& row) {
  File file;
  row >> file.sha256 >> file.mime_type >> file.name >> file.voice;
  return file;
}

std::optional<File> file_of(const Access& db, MessageId id) {
  return db.first<File>("SELECT sha256, mime_type, file_name, voice FROM media WHERE message = ?", read_file,
                        id);
}

std::optional<std::string> uploaded(const Access& db, std::int64_t number, const File& file,
                                    std::optional<TimePoint> since) {
  return db.first<std::string>(R"(
    SELECT media_id
    FROM upload
    WHERE number = ? AND sha256 = ? AND mime_type = ? AND at >= ?)",
                               number, file.sha256, file.mime_type, since.value_or(TimePoint{}));
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
  return db.first<std::string>("SELECT value FROM message_fact WHERE message = ? AND name = ?", id, name)
      .value_or("");
}

/// `place`: body.nome, header.1, button.0
void add_parameter(OutgoingTemplate& sent, const std::string& place, std::string value) {
  const auto dot = place.find('.');
  const std::string part = place.substr(0, dot), name = place.substr(dot + 1);
  const bool numbered = name.find_first_not_of("0123456789") == name.npos;
  if (part == "button") {
    int button = 0;
    std::from_chars(name.data(), name.data() + name.size(), button);
    sent.urls.emplace_back(button, std::move(value));
  } else {
    (part == "header" ? sent.header : sent.body).emplace_back(numbered ? "" : name, std::move(value));
  }
}

OutgoingTemplate template_content(const Access& db, const OutgoingRow& row) {
  OutgoingTemplate sent;
  sent.name = fact(db, row.id, "template");
  sent.language = fact(db, row.id, "template_language");
  db.each(
      "SELECT place, value FROM template_parameter WHERE message = ? ORDER BY position",
      [&sent](db::Row& parameter) {
        const auto place = parameter.next<std::string>();
        add_parameter(sent, place, parameter.next<std::string>());
      },
      row.id);
  if (file_of(db, row.id)) {
    sent.header_media = media_content(db, row, fact(db, row.id, "header"), false);
  }
  return sent;
}

/// The facts `choice.1`, `choice.2` ...: id, a blank, title.
OutgoingChoice choice_content(const Access& db, const OutgoingRow& row) {
  OutgoingChoice question;
  question.body = row.text;
  question.opens = fact(db, row.id, "opens");
  db.each(
      "SELECT value FROM message_fact WHERE message = ? AND name GLOB 'choice.*' ORDER BY length(name), name",
      [&question](db::Row& choice) {
        const auto value = choice.next<std::string>();
        const auto blank = value.find(' ');
        question.choices.emplace_back(value.substr(0, blank), value.substr(blank + 1));
      },
      row.id);
  return question;
}

OutgoingLocation location_content(const Access& db, const OutgoingRow& row) {
  const auto location = db.first<Location>(
      "SELECT latitude, longitude, name, address FROM location WHERE message = ?", read_location, row.id);
  if (!location) throw Error(Fault::failed, say(_("{0}: its position is missing"), to_string(row.ref)));
  return {*location};
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
  db.run(R"(
    INSERT INTO upload (number, sha256, mime_type, media_id, at)
    VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT DO UPDATE SET media_id = ?4, at = ?5)",
         number, upload.sha256, upload.mime_type, media_id, db.recorded_at());
}

void forget_upload(Writer& db, const OutgoingRow& row) {
  const auto file = file_of(db, row.id);
  if (!file) return;
  db.run("DELETE FROM upload WHERE number = ? AND sha256 = ? AND mime_type = ?", row.number, file->sha256,
         file->mime_type);
}

OutgoingContent outgoing_content(const Access& db, const OutgoingRow& row) {
  if (row.type == "text") return OutgoingText{row.text};
  if (row.type == "template") return template_content(db, row);
  if (row.type == "reaction") return OutgoingReaction{row.quoted_wamid, row.text};
  if (row.type == "location") return location_content(db, row);
  if (row.type == "interactive") {
    const std::string asks = fact(db, row.id, "asks");
    if (asks == "choice") return choice_content(db, row);
    const bool phone = asks == "phone";
    return OutgoingQuestion{phone ? OutgoingQuestion::Kind::phone : OutgoingQuestion::Kind::location,
                            row.text};
  }
  return media_content(db, row, row.type, true);
}

void add_outgoing_parts(Writer& db, MessageId id, const NewOutgoing& outgoing) {
  if (outgoing.file) {
    const auto& file = outgoing.file->attachment;
    db.run(R"(
    INSERT INTO media (message, mime_type, file_name, voice, animated, state, size, sha256)
    VALUES (?, ?, ?, ?, ?, 'stored', ?, ?))",
           id, file.mime_type, file.file_name, file.voice, file.animated, file.size, outgoing.file->sha256);
  }
  if (outgoing.location) {
    const auto& place = *outgoing.location;
    db.run("INSERT INTO location (message, latitude, longitude, name, address) VALUES (?, ?, ?, ?, ?)", id,
           place.latitude, place.longitude, place.name, place.address);
  }
  for (const auto& [name, value] : outgoing.facts) {
    db.run("INSERT INTO message_fact (message, name, value) VALUES (?, ?, ?)", id, name, value);
  }
  std::int64_t position = 0;
  for (const auto& [place, value] : outgoing.parameters) {
    db.run("INSERT INTO template_parameter (message, place, position, value) VALUES (?, ?, ?, ?)", id, place,
           ++position, value);
  }
}

}  // namespace urp::store
