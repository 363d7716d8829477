#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "cli/clerk.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

const std::vector<std::string> office = {"maria", "gianni"};

bool refused(const std::vector<std::string>& clerks, const Login& login, const std::string& wished,
             bool clerk_verb, Fault fault = Fault::refused) {
  try {
    choose_clerk(clerks, login, wished, clerk_verb);
  } catch (const Error& error) {
    return error.fault() == fault;
  }
  return false;
}

}  // namespace

TEST_CASE("clerk: the login acts, and is kept beside the clerk") {
  const Actor own = choose_clerk(office, {.name = "maria"}, "", true);
  CHECK(own.clerk == "maria");
  CHECK(own.login == "maria");
  const Actor other = choose_clerk({}, {.name = "maria"}, "anna", true);
  CHECK(other.clerk == "anna");
  CHECK(other.login == "maria");
}

TEST_CASE("clerk: with a list of clerks nobody but root acts as another, and only as one of the list") {
  CHECK(refused(office, {.name = "maria"}, "gianni", true));
  CHECK(choose_clerk(office, {.name = "root", .root = true}, "gianni", true).clerk == "gianni");
  CHECK(refused(office, {.name = "root", .root = true}, "anna", true));
  CHECK(choose_clerk(office, {.name = "maria"}, "maria", true).clerk == "maria");
}

TEST_CASE("clerk: a login outside the list may run the machine's verbs only") {
  CHECK(refused(office, {.name = "urp"}, "", true));
  CHECK(choose_clerk(office, {.name = "urp"}, "", false).clerk == "urp");
  CHECK(choose_clerk(office, {.name = "root", .root = true}, "", true).clerk == "root");
}

TEST_CASE("clerk: the names of the program and of WhatsApp are nobody's, and a name is one short line") {
  const Login root{.name = "root", .root = true};
  CHECK(refused({}, {.name = "maria"}, "urp", true));
  CHECK(refused({}, {.name = "maria"}, "URP", true));
  CHECK(refused({}, {.name = "maria"}, "WhatsApp", true));
  CHECK(refused({}, {.name = "maria"}, "whatsapp", false));
  CHECK(refused({}, {.name = "maria"}, "mail", true));
  CHECK(refused({}, root, "whatsapp", true));
  CHECK(choose_clerk({}, {.name = "urp"}, "urp", false).clerk == "urp");  // the service's own login
  for (const std::string& name :
       {std::string("maria\nurp"), std::string("\x1b[31mmaria"), std::string("a\tb"), std::string("\xff"),
        std::string(100000, 'a'), std::string(" maria"), std::string("--"), std::string("-x"),
        std::string("=cmd"), std::string("+1"), std::string("@"), std::string("maria,anna"),
        std::string("maria;anna"), std::string("maria \"m\""), std::string("'maria")}) {
    CAPTURE(name);
    CHECK(refused({}, root, name, true, Fault::usage));
  }
  CHECK(choose_clerk({}, {.name = "maria"}, "Anna Maria Pirastu", true).clerk == "Anna Maria Pirastu");
  for (const char* name : {"_svc", "maria.rossi", "m_rossi", "7anna", "CITTA\\maria",
                           "maria@comune.example.org", "È Àncora", "d'angelo"}) {
    CAPTURE(name);
    CHECK(choose_clerk({}, {.name = "maria"}, name, true).clerk == name);
  }
}
