#include "clerk.hpp"

#include <algorithm>

#include <urp/error.hpp>

#include "say.hpp"

namespace urp::cli {

Actor choose_clerk(const std::vector<std::string>& clerks, const Login& login, const std::string& wished,
                   bool clerk_verb) {
  const auto is_listed = [&clerks](const std::string& name) {
    return clerks.empty() || std::find(clerks.begin(), clerks.end(), name) != clerks.end();
  };
  if (wished.empty() || wished == login.name) {
    if (clerk_verb && !login.root && !is_listed(login.name)) {
      throw Error(Fault::refused, say(_("the login {0} is not one of the office's clerks"), login.name),
                  _("the administrator adds it to [office] clerks"));
    }
    return {.clerk = login.name, .login = login.name};
  }
  if (!clerks.empty() && !login.root) {
    throw Error(Fault::refused, say(_("{0} may not act as {1}"), login.name, wished),
                _("[office] clerks is set, so every clerk acts under their own login"));
  }
  if (!is_listed(wished)) {
    throw Error(Fault::refused, say(_("{0} is not one of the office's clerks"), wished),
                _("see the names with: urp config show"));
  }
  return {.clerk = wished, .login = login.name};
}

}  // namespace urp::cli
