#include "clerk.hpp"

#include <algorithm>

#include <urp/clerk_name.hpp>
#include <urp/error.hpp>

#include "say.hpp"

namespace urp::cli {
namespace {

void check_name(const std::string& name) {
  if (!is_clerk_name(name)) {
    throw Error(Fault::usage,
                _("--clerk: this is no name: one line of at most 64 characters that begins with a letter"),
                _("give the clerk's login: --clerk maria"));
  }
  if (!is_machine_name(name)) return;
  throw Error(Fault::refused,
              say(_("nobody may act as {0}: what has no clerk is recorded under this name"), name),
              _("give the clerk's login: --clerk maria"));
}

}  // namespace

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
  check_name(wished);
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
