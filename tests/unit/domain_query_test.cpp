#include "domain/query.hpp"

#include <doctest/doctest.h>

#include <map>

#include "test_office.hpp"

using namespace urp;

namespace {

using Saved = std::map<std::string, std::string>;

SearchQuery parse(std::string_view text, const Saved& saved = {}) {
  return parse_query(text, utc(2026, 11, 23, 9, 4), Zone(), saved);
}

std::string shape(const SearchTerm& term) {
  if (term.phrase) return "\"" + term.value + "\"";
  if (term.field == SearchField::word) return term.value + (term.prefix ? "*" : "");
  const bool is_time = term.field == SearchField::since || term.field == SearchField::until;
  return std::string(to_name(term.field)) + ":" +
         (is_time ? std::to_string(term.at.time_since_epoch().count()) : term.value);
}

/// Clauses with & between them, their alternatives with |.
std::string shape(std::string_view text, const Saved& saved = {}) {
  std::string whole;
  for (const auto& clause : parse(text, saved).all) {
    whole += (whole.empty() ? "" : " & ") + std::string(clause.excluded ? "-" : "");
    for (std::size_t i = 0; i < clause.any.size(); ++i) whole += (i == 0 ? "" : "|") + shape(clause.any[i]);
  }
  return whole;
}

}  // namespace

TEST_CASE("query: words, phrases, prefixes and exclusions") {
  CHECK(shape("buca \"via Roma\" lamp* -semaforo -\"via Mameli\"") ==
        "buca & \"via Roma\" & lamp* & -semaforo & -\"via Mameli\"");
}

TEST_CASE("query: filters in English and Italian, with values in quotes") {
  CHECK(shape("buca da:\"Maria Serra\" stato:attesa state:new tipo:segnalazione con:foto has:link "
              "servizio:ambiente since:2026-11-20 al:2026-11-22") ==
        "buca & from:Maria Serra & state:waiting|state:new & kind:report & has:image & has:link & "
        "service:ambiente & since:1795132800 & until:1795392000");
  CHECK(shape("da:c5 servizio:a stato:nuova tipo:reclamo dal:2026-11-20 fino:2026-11-22 ha:foto "
              "etichetta:verde operatore:maria") ==
        shape("from:c5 service:a state:new kind:complaint since:2026-11-20 until:2026-11-22 has:image "
              "tag:verde clerk:maria"));
}

TEST_CASE("query: filters stand alone, and are excluded") {
  CHECK(shape("state:new") == "state:new");
  CHECK(shape("-stato:chiusa -tag:verde") == "-state:closed & -tag:verde");
  CHECK(shape("state:new -buca") == "state:new & -buca");
}

TEST_CASE("query: OR joins words or filters, and a blank binds less") {
  CHECK(shape("buca OR voragine via") == "buca|voragine & via");
  CHECK(shape("via buca OPPURE \"manto stradale\" OR crep*") == "via & buca|\"manto stradale\"|crep*");
  CHECK(shape("tag:verde OR service:ambiente") == "tag:verde|service:ambiente");
  CHECK(shape("state:new OR tag:x state:open") == "state:new|tag:x & state:open");
  CHECK(shape("state:new state:open OR state:waiting") == "state:new|state:open|state:waiting");
  CHECK(shape("buca or voragine \"OR\"") == "buca & or & voragine & \"OR\"");
}

TEST_CASE("query: a saved search stands for its words, anything else behind an @ is a word") {
  const std::map<std::string, std::string> saved{{"strade", "buca OR voragine -state:closed"}};
  CHECK(shape("@strade via", saved) == "buca|voragine & -state:closed & via");
  CHECK(shape("@sarda_82", saved) == "@sarda_82");
  CHECK(shape("\"@strade\"", saved) == "\"@strade\"");
  CHECK_THROWS_WITH(shape("@strad", saved), "query: @strad: there is no such search in [search]");
  CHECK_FAULT(shape("-@strade", saved), Fault::usage);
  CHECK_FAULT(shape("@strade OR buca", saved), Fault::usage);
}

TEST_CASE("query: times and addresses are words, not filters") {
  CHECK(shape("10:30 https://example.org/a ... (gas)") == "10:30 & https://example.org/a & (gas)");
}

TEST_CASE("query: a complaint names the part that was not understood") {
  const auto complaint = [](std::string_view text) {
    try {
      parse(text);
    } catch (const Error& error) {
      CHECK(error.fault() == Fault::usage);
      CHECK_FALSE(error.hint().empty());
      return std::string(error.what());
    }
    return std::string("none");
  };
  CHECK(complaint("buca colore:rosso").find("colore:rosso") != std::string::npos);
  CHECK(complaint("buca state:rossa").find("state:rossa") != std::string::npos);
  CHECK(complaint("buca since:mai").find("since:mai") != std::string::npos);
  CHECK(complaint("buca has:").find("has:") != std::string::npos);
  CHECK(complaint("buca -since:30d").find("-since:30d") != std::string::npos);
  CHECK(complaint("OR buca").find("OR") != std::string::npos);
  CHECK(complaint("buca OR").find("OR") != std::string::npos);
  CHECK(complaint("buca OR OR voragine").find("OR") != std::string::npos);
  CHECK(complaint("buca OR -voragine").find("-voragine") != std::string::npos);
  CHECK(complaint("buca OR tag:verde").find("buca OR tag:verde") != std::string::npos);
  CHECK(complaint("buca \"via Roma").find("\"via Roma") != std::string::npos);
  CHECK(complaint("") != "none");
  CHECK(complaint("-buca") != "none");
  CHECK(complaint("...") != "none");
}

TEST_CASE("query: a slip is answered with what is nearest, in either language") {
  const auto hint = [](std::string_view text) {
    try {
      parse(text);
    } catch (const Error& error) {
      return error.hint();
    }
    return std::string();
  };
  CHECK(hint("state:opne").find("did you mean: state:open?") == 0);
  CHECK(hint("stato:aprta").find("did you mean: stato:aperta?") == 0);
  CHECK(hint("tipo:segnalazzione").find("did you mean: tipo:segnalazione?") == 0);
  CHECK(hint("servzio:ambiente").find("did you mean: servizio:?") == 0);
  CHECK(hint("has:fotos").find("did you mean: has:foto?") == 0);
  CHECK(hint("state:rossastra").find("allowed: new, open") == 0);
}
