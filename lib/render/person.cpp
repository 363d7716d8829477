#include "render/person.hpp"

#include <urp/text.hpp>

#include "render/json_document.hpp"
#include "render/xml.hpp"

namespace urp::render {
namespace {

/// What a citizen reads is worded here, as everywhere, in the language of the office.
struct Words {
  const char *title, *made, *names, *known_as, *until, *note, *cases, *presented, *closed, *messages, *loose,
      *citizen, *office_side, *internal, *hidden, *attachment, *no_file, *rest;
};
constexpr Words italian = {"Dati personali in possesso dell'ufficio",
                           "Copia del",
                           "Nome",
                           "Conosciuto come",
                           "fino al",
                           "Annotazione dell'ufficio",
                           "Pratica",
                           "presentata il",
                           "chiusa il",
                           "Messaggi",
                           "Messaggi fuori dalle pratiche",
                           "Cittadino",
                           "Ufficio",
                           "Nota interna",
                           "(nascosto dalla moderazione; il testo è in data.json)",
                           "allegato",
                           "non più conservato",
                           "Ogni dato, anche quello che qui non compare, è in data.json."};
constexpr Words english = {"Personal data held by the office",
                           "Copy of",
                           "Name",
                           "Known as",
                           "until",
                           "The office's note",
                           "Case",
                           "presented on",
                           "closed on",
                           "Messages",
                           "Messages outside of cases",
                           "Citizen",
                           "Office",
                           "Internal note",
                           "(hidden by moderation; its text is in data.json)",
                           "attachment",
                           "not kept any more",
                           "Everything, also what is not shown here, is in data.json."};

std::string escaped(std::string_view text) {
  return html_lines(escape_controls(text, true));
}

class PageWriter {
 public:
  PageWriter(const PersonPage& page, const Zone& zone)
      : page_(page), zone_(zone), words_(page.language == "it" ? italian : english) {}

  std::string write() {
    const std::string title = escaped(std::string(words_.title) + ": " + to_string(page_.person.contact.id));
    out_ = "<!DOCTYPE html>\n<html lang=\"" + std::string(page_.language == "it" ? "it" : "en") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + title +
           "</title>\n<style>body{font-family:sans-serif;max-width:50em;margin:2em auto;padding:0 1em}"
           "dt{font-weight:bold}.m{border-left:.3em solid #999;margin:.8em 0;padding:.1em .8em}"
           ".out{border-color:#06c}.note{border-color:#a60}.h{color:#555;font-size:90%}</style>\n</head>\n"
           "<body>\n<h1>" +
           title + "</h1>\n<p>" + escaped(page_.office) + ". " + words_.made + " " + time(page_.at) +
           ".</p>\n";
    put_person();
    for (const auto& one : page_.cases) put_case(one);
    if (!page_.loose.empty()) {
      out_ += "<h2>" + std::string(words_.loose) + "</h2>\n";
      for (const auto& message : page_.loose) put_message(message);
    }
    out_ += "<p class=\"h\">" + std::string(words_.rest) + "</p>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string time(TimePoint at) const { return escaped(iso_time(at, zone_)); }

  void put_person() {
    const auto& person = page_.person;
    out_ += "<dl>\n";
    const auto field = [this](const char* name, const std::string& html) {
      out_ += "<dt>" + std::string(name) + "</dt><dd>" + html + "</dd>\n";
    };
    if (person.contact.name) field(words_.names, escaped(*person.contact.name));
    if (person.profile_name && person.profile_name != person.contact.name)
      field("WhatsApp", escaped(*person.profile_name));
    for (const auto& identity : person.identities) {
      std::string html = escaped((identity.kind == "phone" ? "+" : "") + identity.value) + " (" +
                         escaped(identity.kind) + ")";
      if (identity.valid_to) html += ", " + std::string(words_.until) + " " + time(*identity.valid_to);
      field(words_.known_as, html);
    }
    if (person.note) field(words_.note, escaped(*person.note));
    out_ += "</dl>\n";
  }

  void put_case(const PersonCase& one) {
    const Ticket& ticket = one.ticket;
    out_ += "<h2>" + std::string(words_.cases) + " " + to_string(ticket.id) + "</h2>\n<p>";
    if (ticket.subject) out_ += escaped(*ticket.subject) + "; ";
    out_ += std::string(words_.presented) + " " + time(ticket.presented_at);
    if (ticket.closed_at) out_ += "; " + std::string(words_.closed) + " " + time(*ticket.closed_at);
    out_ += ".</p>\n";
    for (const auto& message : one.messages) put_message(message);
  }

  void put_message(const Message& message) {
    const char* side = message.direction == Direction::in    ? words_.citizen
                       : message.direction == Direction::out ? words_.office_side
                                                             : words_.internal;
    const char* look = message.direction == Direction::in    ? "m in"
                       : message.direction == Direction::out ? "m out"
                                                             : "m note";
    out_ += "<div class=\"" + std::string(look) + "\"><p class=\"h\">" + time(message.at) + " " + side +
            (message.type == "text" ? std::string() : ", " + escaped(message.type)) + "</p>\n<p>";
    if (message.hidden) {
      out_ += words_.hidden;
    } else if (message.text) {
      out_ += escaped(*message.text);
    }
    out_ += "</p>\n";
    if (message.location) {
      out_ += "<p>" + std::to_string(message.location->latitude) + ", " +
              std::to_string(message.location->longitude) + " " +
              escaped(message.location->name.value_or("")) + " " +
              escaped(message.location->address.value_or("")) + "</p>\n";
    }
    for (const auto& card : message.cards)
      out_ += "<p>" + escaped(card.kind) + ": " + escaped(card.value) + "</p>\n";
    if (message.media) put_media(*message.media);
    out_ += "</div>\n";
  }

  void put_media(const Media& media) {
    const auto file = media.sha256 ? page_.files.find(*media.sha256) : page_.files.end();
    const std::string name = escaped(media.file_name.value_or(words_.attachment));
    if (file == page_.files.end()) {
      out_ += "<p>" + name + " (" + words_.no_file + ")</p>\n";
    } else {
      out_ += "<p><a href=\"" + file->second + "\">" + name + "</a></p>\n";
    }
  }

  const PersonPage& page_;
  const Zone& zone_;
  const Words& words_;
  std::string out_;
};

}  // namespace

std::string person_html(const PersonPage& page, const Zone& zone) {
  return PageWriter(page, zone).write();
}

std::string person_json(ContactId contact, TimePoint at, const Zone& zone,
                        const std::vector<std::pair<std::string, std::vector<std::string>>>& tables) {
  std::string out = "{\"version\":1,\"contact\":\"" + to_string(contact) + "\",\"at\":\"" +
                    iso_time(at, zone) + "\",\"tables\":{";
  for (std::size_t table = 0; table < tables.size(); ++table) {
    out += (table == 0 ? "\n\"" : ",\n\"") + tables[table].first + "\":[";
    for (std::size_t row = 0; row < tables[table].second.size(); ++row)
      out += (row == 0 ? "\n" : ",\n") + tables[table].second[row];
    out += "]";
  }
  return out + "}}\n";
}

std::string manifest_json(ContactId contact, TimePoint at, const Zone& zone,
                          const std::vector<PackageFile>& files) {
  return document(zone,
                  [&](JsonWriter& json) {
                    json.field("contact", contact);
                    json.field("at", at);
                    json.list("files", files, [&json](const PackageFile& file) {
                      json.begin_object();
                      json.field("name", file.name);
                      json.field("size", file.size);
                      json.field("sha256", file.sha256);
                      json.end_object();
                    });
                  }) +
         "\n";
}

}  // namespace urp::render
