// transcript.hpp: one case as it is handed over to an archive, a service, the police: for programs and for
// people.
#pragma once

#include <string>
#include <vector>

#include <urp/desk/archive.hpp>
#include <urp/message.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp::render {

struct Transcript {
  std::string office;
  Ticket ticket;
  std::vector<Message> messages;  // of media the path inside the folder
  std::vector<ProtocolEntry> protocol;
};
/// Nothing in it moves with the clock: the same case gives the same bytes.
std::string transcript_json(const Transcript& transcript, const Zone& zone);
/// One page that needs nothing but the files beside it; in the language of the office.
std::string transcript_html(const Transcript& transcript, const Zone& zone, const std::string& language);

}  // namespace urp::render
