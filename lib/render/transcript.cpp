#include "render/transcript.hpp"

#include <fmt/format.h>

#include <urp/text.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"
#include "render/xml.hpp"

namespace urp::render {
namespace {

/// The page is for people who need not know urp: its few words, in the language of the office.
struct PageWords {
  const char *subject, *presented, *citizen, *service, *protocol, *office, *note, *hidden, *file, *place,
      *edited, *withdrawn;
};
constexpr PageWords italian = {"Oggetto",    "Presentata", "Cittadino",     "Servizio",
                               "Protocollo", "Ufficio",    "Nota",          "nascosto",
                               "File",       "Luogo",      "Modificato in", "Ritirato dal cittadino"};
constexpr PageWords english = {"Subject",  "Presented", "Citizen",   "Service",
                               "Register", "Office",    "Note",      "hidden",
                               "File",     "Place",     "Edited to", "Withdrawn by the citizen"};

std::string safe(std::string_view text) {
  return escape_markup(escape_controls(text, true));
}

std::string who(const ContactSummary& contact) {
  std::string words = contact.name.value_or("");
  const auto add = [&words](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
  if (contact.phone) add(*contact.phone);
  if (contact.username) add("@" + *contact.username);
  if (words.empty() && contact.user_id) add(*contact.user_id);
  return words;
}

std::string minute(TimePoint at, const Zone& zone) {
  std::string iso = iso_time(at, zone);
  iso[10] = ' ';
  return iso.substr(0, 16);
}

class Page {
 public:
  Page(const Transcript& transcript, const Zone& zone, const PageWords& words)
      : transcript_(transcript), zone_(zone), words_(words) {}

  std::string print(const std::string& language) {
    const Ticket& ticket = transcript_.ticket;
    out_ = "<!DOCTYPE html>\n<html lang=\"" + language + "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
           safe(to_string(ticket.id)) +
           "</title>\n<style>\n"
           "body{font:16px/1.4 sans-serif;max-width:50em;margin:1em auto;padding:0 "
           "1em;color:#111;background:#fff}\n"
           "dt{font-weight:bold}dd{margin:0 0 .4em 0}\n"
           "article{border-left:4px solid #888;padding:.2em .8em;margin:.8em 0}\n"
           ".out{border-color:#06c}.note{border-color:#b80}\n"
           "header{color:#444;font-size:.85em}p{white-space:pre-wrap;margin:.3em 0}\n"
           "</style>\n</head>\n<body>\n<h1>" +
           safe(to_string(ticket.id)) + "</h1>\n<dl>\n";
    term(words_.office, transcript_.office);
    if (ticket.subject) term(words_.subject, *ticket.subject);
    term(words_.presented, minute(ticket.presented_at, zone_));
    term(words_.citizen, who(ticket.contact));
    if (ticket.service) term(words_.service, *ticket.service);
    for (const auto& entry : transcript_.protocol) {
      term(words_.protocol, fmt::format("{} {}/{}, {}", entry.reg, entry.number, entry.year, entry.date));
    }
    out_ += "</dl>\n";
    for (const Message& message : transcript_.messages) article(message);
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void term(const char* name, const std::string& value) {
    out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, safe(value));
  }
  void paragraph(const std::string& words) { out_ += "<p>" + safe(words) + "</p>\n"; }

  void article(const Message& message) {
    const char* by = message.direction == Direction::in    ? words_.citizen
                     : message.direction == Direction::out ? words_.office
                                                           : words_.note;
    const std::string clerk = message.clerk ? ", " + *message.clerk : "";
    out_ += fmt::format("<article class=\"{}\" id=\"m{}\">\n<header>{} &middot; {} &middot; {}{}</header>\n",
                        to_name(message.direction), message.number, message.number,
                        safe(minute(message.at, zone_)), by, safe(clerk));
    if (message.hidden) {
      paragraph("[" + std::string(words_.hidden) + ": " + message.ground.value_or("") + "]");
    }
    if (message.text) paragraph(*message.text);
    if (message.media) file(*message.media);
    if (message.location) place(*message.location);
    for (const CardLine& line : message.cards) paragraph(line.kind + ": " + line.value);
    for (const Amendment& amendment : message.amendments) {
      if (amendment.kind == AmendmentKind::edit && amendment.text) {
        paragraph(std::string(words_.edited) + ": " + *amendment.text);
      } else if (amendment.kind == AmendmentKind::revoke) {
        paragraph(words_.withdrawn);
      }
    }
    out_ += "</article>\n";
  }

  void file(const Media& media) {
    const std::string name = media.file_name.value_or(media.mime_type.value_or(""));
    if (media.path) {
      out_ += fmt::format("<p>{}: <a href=\"{}\">{}</a></p>\n", words_.file, safe(*media.path), safe(name));
    } else {
      paragraph(fmt::format("{}: {} ({})", words_.file, name, to_name(media.state)));
    }
    if (media.transcript) paragraph(*media.transcript);
  }

  void place(const Location& location) {
    std::string words =
        fmt::format("{}: {:.5f}, {:.5f}", words_.place, location.latitude, location.longitude);
    if (location.name) words += " " + *location.name;
    if (location.address) words += ", " + *location.address;
    paragraph(words);
  }

  const Transcript& transcript_;
  const Zone& zone_;
  const PageWords& words_;
  std::string out_;
};

}  // namespace

std::string transcript_json(const Transcript& transcript, const Zone& zone) {
  const Ticket& ticket = transcript.ticket;
  return document(zone,
                  [&](JsonWriter& json) {
                    json.field("office", transcript.office);
                    json.field("ticket", ticket.id);
                    json.field("kind", to_name(ticket.kind));
                    json.field("subject", ticket.subject);
                    json.field("service", ticket.service);
                    json.field("presented_at", ticket.presented_at);
                    json.key("contact");
                    put_contact(json, ticket.contact);
                    json.list("messages", transcript.messages,
                              [&json](const Message& message) { put_message(json, message); });
                  }) +
         "\n";
}

std::string transcript_html(const Transcript& transcript, const Zone& zone, const std::string& language) {
  return Page(transcript, zone, language == "it" ? italian : english).print(language);
}

}  // namespace urp::render
