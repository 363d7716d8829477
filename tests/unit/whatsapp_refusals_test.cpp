#include "whatsapp/refusals.hpp"

#include <doctest/doctest.h>

using namespace urp;
using whatsapp::meaning_of;

TEST_CASE("refusals: what WhatsApp's codes mean to us") {
  for (const int code : {131042, 131031, 368, 190, 0, 104, 200, 299, 133010, 131037, 131045}) {
    CAPTURE(code);
    CHECK(meaning_of(code) == RefusalKind::account_trouble);
  }
  CHECK(meaning_of(131048) == RefusalKind::reported);
  CHECK(meaning_of(100, 33) == RefusalKind::account_trouble);
  CHECK(meaning_of(100) == RefusalKind::other);
  CHECK(meaning_of(std::nullopt) == RefusalKind::other);  // no code is not the code 0
  for (const int code : {132000, 132001, 132015, 132016, 131064}) {
    CHECK(meaning_of(code) == RefusalKind::template_trouble);
  }
  for (const int code : {131047, 470}) CHECK(meaning_of(code) == RefusalKind::window_closed);
  CHECK(meaning_of(131050) == RefusalKind::opted_out);
  for (const int code : {131049, 130472}) CHECK(meaning_of(code) == RefusalKind::spared);
  CHECK(meaning_of(131026) == RefusalKind::unreachable);
}

TEST_CASE("refusals: what stops everything, a notice, one person") {
  const auto all = [](auto holds, std::initializer_list<int> codes) {
    for (const int code : codes) {
      CAPTURE(code);
      CHECK(holds(meaning_of(code)));
    }
  };
  const auto none = [&](auto holds, std::initializer_list<int> codes) {
    all([&](RefusalKind kind) { return !holds(kind); }, codes);
  };
  all(stops_channel, {131042, 131048, 190});
  none(stops_channel, {131026, 132015, 131049, 131047, 130429});
  all(stops_notice, {131048, 132000, 132001, 132015, 132016});
  none(stops_notice, {131026, 131047, 131049, 190});
  all(is_hopeless, {131026, 131049, 131050, 130472});
  none(is_hopeless, {131000, 131047, 132015, 999999});
}

TEST_CASE("refusals: a word for each kind, and back") {
  for (const auto kind : {RefusalKind::other, RefusalKind::window_closed, RefusalKind::opted_out,
                          RefusalKind::spared, RefusalKind::unreachable, RefusalKind::template_trouble,
                          RefusalKind::account_trouble, RefusalKind::reported, RefusalKind::number_paused,
                          RefusalKind::person_paused, RefusalKind::unclear}) {
    CHECK(refusal_kind(to_name(kind)) == kind);
  }
}
