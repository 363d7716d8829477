// person.hpp: all that the office holds of a person, as a page to read and as JSON; and the list of the
// files.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include <urp/desk/contact.hpp>
#include <urp/message.hpp>
#include <urp/ticket.hpp>

namespace urp::render {

struct PersonCase {
  Ticket ticket;
  std::vector<Message> messages;
};
struct PersonPage {
  ContactResult person;
  std::string office, language;
  TimePoint at{};
  std::vector<PersonCase> cases;
  std::vector<Message> loose;                // of no case
  std::map<std::string, std::string> files;  // sha256 of an attachment: its file in the package
};
/// In the language of the office, whole in one file: no script, nothing from elsewhere.
std::string person_html(const PersonPage& page, const Zone& zone);

/// {"contact","at","tables":{"message":[...]}}; the rows are JSON already.
std::string person_json(ContactId contact, TimePoint at, const Zone& zone,
                        const std::vector<std::pair<std::string, std::vector<std::string>>>& tables);

struct PackageFile {
  std::string name;
  std::int64_t size = 0;
  std::string sha256;  // hex
};
/// {"contact","at","files":[{"name","size","sha256"}]}
std::string manifest_json(ContactId contact, TimePoint at, const Zone& zone,
                          const std::vector<PackageFile>& files);

}  // namespace urp::render
