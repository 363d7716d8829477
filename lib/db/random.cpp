#include "db/random.hpp"

#include <sys/random.h>

#include <urp/error.hpp>

#include "domain/say.hpp"

namespace urp::db {

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error(Fault::failed, _("the system gives no random bytes"));
  }
  return bytes;
}

}  // namespace urp::db
