#include "desk/role.hpp"

#include <algorithm>

#include <urp/error.hpp>

#include "domain/say.hpp"

namespace urp {

bool is_supervisor(const Settings& settings, const Actor& actor) {
  const auto& named = settings.roles.supervisor;
  return named.empty() || std::find(named.begin(), named.end(), actor.login) != named.end();
}

void require_supervisor(const Settings& settings, const Actor& actor, const char* what) {
  if (is_supervisor(settings, actor)) return;
  throw Error(Fault::refused, say(_("the login {0} may not {1}"), actor.login, what),
              _("those who may stand in urp.toml: [roles] supervisor"));
}

void require_supervisor(const Office::Local& office, const char* what) {
  require_supervisor(office.options.settings, office.options.actor, what);
}

}  // namespace urp
