// archive_xml.hpp: what goes with a dossier to a conservation system: metadata of the file (AgID guidelines
// of 2020, annex 5) and the index of the package (UNI 11386:2020, SInCRO).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <urp/desk/archive.hpp>
#include <urp/settings.hpp>
#include <urp/ticket.hpp>

namespace urp::render {

struct PackagedFile {
  std::string name, mime_type, sha256;
  std::int64_t size = 0;
};
struct Package {
  std::string office;  // name
  Settings::Archive archive;
  Ticket ticket;
  std::vector<ProtocolEntry> protocol;
  std::vector<PackagedFile> files;
  TimePoint at{};
};
std::string dossier_metadata(const Package& package, const Zone& zone);
std::string dossier_index(const Package& package, const Zone& zone, std::string_view urp_version);

}  // namespace urp::render
