#include <urp/desk/watch.hpp>

#include "office/local.hpp"
#include "store/outbox.hpp"

namespace urp {

std::int64_t data_version(Office& office) {
  return store::data_version(office.local().read());
}

}  // namespace urp
