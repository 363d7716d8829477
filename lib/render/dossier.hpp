// dossier.hpp: what a service gets to read of a case: the covering note, the facts and the conversation, as
// text and as a page. What may be told was decided before: nothing is left out here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/ticket.hpp>

namespace urp {

struct Dossier {
  enum class Kind { dossier, reminder, recall } kind = Kind::dossier;
  std::string language;  // of the office: "it" or "en"
  std::string office, service;
  bool lead = true;
  std::string leading_service;  // of a copy
  TicketId ticket;
  TicketKind ticket_kind = TicketKind::request;
  bool urgent = false;
  std::string subject;  // the clerk's, or empty
  std::string note;     // for the service, or empty
  std::string person;   // name, phone, what there is
  Identified identified = Identified::none;
  std::string presented;  // dates as people write them
  std::string due;        // or empty
  struct Line {
    std::string at, iso;  // for people, for the page
    bool from_citizen = true;
    std::string reference;  // 415/3
    std::string text;
    std::string file;  // the name of what it brought, or empty
  };
  std::vector<Line> lines;
  struct File {
    std::string name, what;  // "415-2.jpg", "image/jpeg, 1,2 MB"
    bool attached = true;
    std::string why;  // not attached
  };
  std::vector<File> files;
  bool partly = false;  // only some messages were handed over
};

std::string dossier_subject(const Dossier& dossier);
std::string dossier_text(const Dossier& dossier);
/// One page without script or anything to fetch; it prints as it is.
std::string dossier_html(const Dossier& dossier);

/// Why a file is listed and not attached, and what stands for words that are gone.
std::string dossier_too_large(std::string_view language);
std::string dossier_not_stored(std::string_view language);
std::string dossier_withdrawn(std::string_view language);
std::string dossier_edited(std::string_view language);

}  // namespace urp
