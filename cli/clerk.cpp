#include "clerk.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "say.hpp"

namespace urp::cli {
namespace {

constexpr std::size_t longest_name = 64;  // bytes; logins have 32 at most
// Who acts when no person does: entries of the register under these names are the program's and WhatsApp's.
constexpr std::array machine_names = {std::string_view("urp"), std::string_view("whatsapp")};

/// The name goes into the register, on every screen and into the citizens' dossiers.
void check_name(const std::string& name) {
  const bool plain = name.size() <= longest_name && valid_utf8(name) == name &&
                     escape_controls(name) == name && name.find_first_not_of(' ') == 0 && name.back() != ' ';
  if (!plain) {
    throw Error(Fault::usage, _("--clerk: this is no name: one line of at most 64 characters"),
                _("give the clerk's login: --clerk maria"));
  }
  if (std::find(machine_names.begin(), machine_names.end(), name) == machine_names.end()) return;
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
