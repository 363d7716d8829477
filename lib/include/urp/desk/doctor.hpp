// doctor.hpp: is everything well? One line each, with the cure.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>

namespace urp {

struct Finding {
  enum class Level { fine, unknown, broken } level = Level::fine;
  std::string code;     // for scripts: "token", "disk" ...
  std::string message;  // for people
  std::string cure;     // empty when fine
};
/// What can be seen on this machine: files and modes, database, disk, clock, queue, media, journal.
/// `configuration`: the file the settings came from; empty: none.
URP_API std::vector<Finding> examine_office(Office& office, const std::filesystem::path& configuration = {});
/// What WhatsApp says: token, number, subscription. Asks over the network; needs the token.
URP_API std::vector<Finding> examine_channel(Office& office);

}  // namespace urp
