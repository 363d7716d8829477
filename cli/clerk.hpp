// clerk.hpp: who acts: the clerk as the office knows them, and the real login.
#pragma once

#include <string>
#include <vector>

#include <urp/event.hpp>

namespace urp::cli {

struct Login {
  std::string name;
  bool root = false;
};

/// `wished` is --clerk or URP_CLERK; empty: the login. A verb of the machine may run under any login.
/// Throws refused, usage (no name).
Actor choose_clerk(const std::vector<std::string>& clerks, const Login& login, const std::string& wished,
                   bool clerk_verb);

}  // namespace urp::cli
