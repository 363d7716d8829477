// doctor.hpp: is everything well? One line each, with the cure.
#pragma once

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
URP_API std::vector<Finding> examine_office(Office& office);
/// What WhatsApp says: token, number, subscription. Asks over the network; needs the token.
URP_API std::vector<Finding> examine_channel(Office& office);

}  // namespace urp
