#include "work/dossier.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "domain/media_ending.hpp"
#include "files/bytes.hpp"
#include "render/dossier.hpp"
#include "store/arrange.hpp"
#include "store/media_files.hpp"
#include "store/thread.hpp"
#include "store/ticket_list.hpp"

namespace urp::work {
namespace {

/// As it stands in the letter: base64, in lines.
std::int64_t encoded_size(std::int64_t bytes) {
  return bytes / 57 * 78 + 80;
}

std::string day(TimePoint at, const Zone& zone) {
  const auto date = zone.local(at).date;
  return fmt::format("{:02}/{:02}/{}", static_cast<unsigned>(date.day()), static_cast<unsigned>(date.month()),
                     static_cast<int>(date.year()));
}

std::string day_and_time(TimePoint at, const Zone& zone) {
  const auto minutes = zone.local(at).since_midnight.count() / 60;
  return fmt::format("{} {:02}:{:02}", day(at, zone), minutes / 60, minutes % 60);
}

std::string size_words(std::int64_t bytes, std::string_view language) {
  if (bytes < 1'000'000) return fmt::format("{} kB", std::max<std::int64_t>(1, (bytes + 500) / 1000));
  std::string text = fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
  if (language != "en") std::replace(text.begin(), text.end(), '.', ',');
  return text;
}

const Settings::Service* find_service(const Settings& settings, const std::string& slug) {
  const auto found = std::find_if(settings.services.begin(), settings.services.end(),
                                  [&](const auto& service) { return service.slug == slug; });
  return found == settings.services.end() ? nullptr : &*found;
}

std::string service_name(const Settings& settings, const std::string& slug) {
  const auto* service = find_service(settings, slug);
  return service == nullptr || service->name.empty() ? slug : service->name;
}

std::string person_of(const ContactSummary& contact) {
  std::string text = contact.name.value_or("");
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
  if (contact.phone) add(*contact.phone);
  if (contact.username) add("@" + *contact.username);
  return text.empty() ? "?" : text;
}

/// It was said: received, or sent as far as anybody knows.
bool was_said(const Message& message) {
  if (message.direction == Direction::note || message.hidden) return false;
  if (message.direction == Direction::in || !message.status) return true;
  return *message.status == Delivery::sent || *message.status == Delivery::delivered ||
         *message.status == Delivery::read || *message.status == Delivery::uncertain;
}

bool is_handed_over(const store::LetterRow& letter, const Message& message) {
  if (!was_said(message) || message.type == "reaction") return false;
  if (!letter.first) return true;
  return message.ticket == letter.ticket && message.number >= *letter.first &&
         message.number <= letter.last.value_or(*letter.first);
}

std::vector<Message> handed_over(const db::Access& db, const store::LetterRow& letter) {
  auto messages = store::list_messages(db, store::follow_merges(db, letter.ticket), 0);
  std::erase_if(messages, [&](const Message& message) { return !is_handed_over(letter, message); });
  return messages;
}

class Gathering {
 public:
  Gathering(const Office::Local& office, const db::Access& db, const store::LetterRow& row)
      : office_(office), db_(db), row_(row), settings_(office.options.settings) {}

  Letter write(const std::string& token) {
    begin();
    if (dossier_.kind == Dossier::Kind::dossier) add_thread();
    letter_.from = {settings_.office.name, settings_.mail.from};
    const auto* service = find_service(settings_, row_.service);
    letter_.to = {dossier_.service, service == nullptr ? "" : service->mail};
    letter_.reply_to = reply_address(settings_.mail.from, row_.reply_token);
    letter_.message_id = letter_message_id(settings_.mail.from, token);
    if (dossier_.kind != Dossier::Kind::dossier) {
      const auto first = store::first_letter_token(db_, row_.dispatch);
      if (!first.empty()) letter_.follows = letter_message_id(settings_.mail.from, first);
    }
    letter_.automatic = dossier_.kind == Dossier::Kind::reminder;
    letter_.subject = dossier_subject(dossier_);
    letter_.text = dossier_text(dossier_);
    letter_.html = dossier_html(dossier_);
    letter_.at = office_.now();
    letter_.offset = office_.zone.local(letter_.at).offset;
    return std::move(letter_);
  }

 private:
  void begin() {
    const Ticket ticket = store::get_ticket(db_, store::follow_merges(db_, row_.ticket), office_.now());
    dossier_.kind = row_.kind == "reminder" ? Dossier::Kind::reminder
                    : row_.kind == "recall" ? Dossier::Kind::recall
                                            : Dossier::Kind::dossier;
    dossier_.language = settings_.office.language;
    dossier_.office = settings_.office.name;
    dossier_.service = service_name(settings_, row_.service);
    dossier_.lead = row_.lead;
    if (ticket.service) dossier_.leading_service = service_name(settings_, *ticket.service);
    dossier_.ticket = row_.ticket;
    dossier_.ticket_kind = ticket.kind;
    dossier_.urgent = ticket.urgent;
    dossier_.subject = ticket.subject.value_or("");
    if (dossier_.kind == Dossier::Kind::dossier) dossier_.note = row_.note.value_or("");
    dossier_.person = person_of(ticket.contact);
    dossier_.identified = ticket.identified;
    dossier_.presented = day(ticket.presented_at, office_.zone);
    if (row_.due_at) dossier_.due = day(*row_.due_at, office_.zone);
    dossier_.partly = row_.first.has_value();
  }

  void add_thread() {
    room_ = settings_.mail.attach_max;
    for (const Message& message : handed_over(db_, row_)) {
      Dossier::Line line;
      line.at = day_and_time(message.at, office_.zone);
      line.iso = iso_time(message.at, office_.zone);
      line.from_citizen = message.direction == Direction::in;
      line.reference = to_string(MessageRef{message.ticket.value_or(row_.ticket), message.number});
      const Amendment* last_edit = nullptr;
      bool withdrawn = false;
      for (const Amendment& amendment : message.amendments) {
        if (amendment.kind == AmendmentKind::edit) last_edit = &amendment;
        if (amendment.kind == AmendmentKind::revoke) withdrawn = true;
      }
      if (withdrawn) {
        line.text = dossier_withdrawn(dossier_.language);
      } else {
        add_content(line, message, last_edit);
      }
      dossier_.lines.push_back(std::move(line));
    }
  }

  void add_content(Dossier::Line& line, const Message& message, const Amendment* last_edit) {
    line.text = message.text.value_or("");
    if (last_edit != nullptr)
      line.text = last_edit->text.value_or("") + " " + dossier_edited(dossier_.language);
    if (message.location) {
      if (!line.text.empty()) line.text += "\n";
      line.text += fmt::format("{:.5f}, {:.5f}", message.location->latitude, message.location->longitude);
      if (message.location->name) line.text += "  " + *message.location->name;
      if (message.location->address) line.text += "  " + *message.location->address;
    }
    for (const CardLine& card : message.cards) {
      if (card.kind != "vcard" && card.kind != "origin")
        line.text += (line.text.empty() ? "" : "\n") + card.value;
    }
    if (message.media) line.file = add_file(message);
  }

  std::string add_file(const Message& message) {
    const Media& media = *message.media;
    const std::string type = media.mime_type.value_or("application/octet-stream");
    Dossier::File file;
    file.name = fmt::format("{}-{}{}", message.ticket.value_or(row_.ticket).value, message.number,
                            saved_ending(type, media.file_name.value_or("")));
    file.what = type.substr(0, type.find(';'));
    if (media.size) file.what += ", " + size_words(*media.size, dossier_.language);
    std::optional<std::string> bytes;
    if (media.state == MediaState::stored && media.sha256) bytes = bytes_within(*media.sha256, file);
    file.attached = bytes.has_value();
    if (bytes) {
      letter_.attachments.push_back({file.name, file.what.substr(0, file.what.find(',')), std::move(*bytes)});
    } else if (file.why.empty()) {
      file.why = dossier_not_stored(dossier_.language);
    }
    dossier_.files.push_back(file);
    return file.name;
  }

  /// Nothing when it does not fit any more, or is not what it was: the letter leaves without it, and says so.
  std::optional<std::string> bytes_within(const std::string& sha256, Dossier::File& file) {
    const auto stored = store::find_media(*office_.store, sha256);
    if (!stored) return std::nullopt;  // the words of the citizen do not wait for it
    if (encoded_size(stored->size) > room_) {
      file.why = dossier_too_large(dossier_.language);
      return std::nullopt;
    }
    std::string bytes;
    std::array<char, 65536> buffer;
    while (const auto count = files::read_some(stored->file.get(), buffer.data(), buffer.size(), sha256))
      bytes.append(buffer.data(), count);
    room_ -= encoded_size(stored->size);
    return bytes;
  }

  const Office::Local& office_;
  const db::Access& db_;
  const store::LetterRow& row_;
  const Settings& settings_;
  Dossier dossier_;
  Letter letter_;
  std::int64_t room_ = 0;  // bytes that may still be attached
};

}  // namespace

Letter write_letter(const Office::Local& office, const db::Access& db, const store::LetterRow& letter,
                    const std::string& token) {
  return Gathering(office, db, letter).write(token);
}

bool waits_for_media(const db::Access& db, const store::LetterRow& letter) {
  if (letter.kind != "dossier") return false;
  const auto messages = handed_over(db, letter);
  return std::any_of(messages.begin(), messages.end(), [](const Message& message) {
    return message.media && message.media->state == MediaState::pending;
  });
}

}  // namespace urp::work
