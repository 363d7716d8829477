// Every body of tests/data/webhook, changed in every place: the parser never throws and never drops an
// element.
#include <nlohmann/json.hpp>
#include <random>

#include "whatsapp_bodies.hpp"

using namespace urp;
using Ordered = nlohmann::ordered_json;  // keeps the order of the body, which is the order of the parts

namespace {

std::vector<Ordered> list_at(const Ordered& object, const char* key) {
  if (!object.is_object() || !object.contains(key) || object[key].is_null()) return {};
  if (!object[key].is_array()) return {object[key]};
  return {object[key].begin(), object[key].end()};
}

/// What the body says in messages and statuses, read in the simplest way there is.
std::vector<Ordered> elements_of(const Ordered& body) {
  std::vector<Ordered> elements;
  for (const auto& entry : list_at(body, "entry")) {
    for (const auto& change : list_at(entry, "changes")) {
      if (!change.is_object() || !change.contains("value") || !change["value"].is_object()) continue;
      for (const auto& [key, list] : change["value"].items()) {
        if ((key != "messages" && key != "statuses") || !list.is_array()) continue;
        elements.insert(elements.end(), list.begin(), list.end());
      }
    }
  }
  return elements;
}

/// Every element is the bytes of some part, in order; parts lie apart and inside the body.
bool keeps_everything(const Ordered& json) {
  const std::string body = json.dump();
  const auto parts = test::parse(body);
  const auto elements = elements_of(json);
  std::size_t found = 0, end = 0;
  for (const auto& part : parts) {
    if (part.offset < end || part.offset + part.length > body.size() || part.length == 0) return false;
    end = part.offset + part.length;
    const auto slice = Ordered::parse(body.substr(part.offset, part.length), nullptr, false);
    if (slice.is_discarded()) return false;
    if (found < elements.size() && slice == elements[found]) ++found;
  }
  return !parts.empty() && found == elements.size();
}

/// Calls change(container, position) for every member and element at every depth; positions are counted
/// through `count`, so that each call works on a fresh copy.
template <class Change>
bool at_place(Ordered& json, int& place, const Change& change) {
  if (!json.is_structured()) return false;
  for (auto it = json.begin(); it != json.end(); ++it) {
    if (place-- == 0) {
      change(json, it);
      return true;
    }
    if (at_place(*it, place, change)) return true;
  }
  return false;
}

template <class Change>
int change_everywhere(const Ordered& original, const Change& change, std::vector<std::string>& wrong) {
  for (int count = 0;; ++count) {
    Ordered changed = original;
    int place = count;
    if (!at_place(changed, place, change)) return count;
    if (!keeps_everything(changed)) wrong.push_back(changed.dump());
  }
}

}  // namespace

TEST_CASE("webhook: with any key removed or any value replaced, nothing is thrown and nothing is dropped") {
  const Ordered replacements[] = {
      nullptr, 7, -1.5, true, "x", "", Ordered::array(), Ordered::array({"x", nullptr}), Ordered::object()};
  std::vector<std::string> wrong;
  int changes = 0;
  for (const auto& [file, text] : test::all_bodies()) {
    const std::string name = file;  // clang 14 does not let CAPTURE see a structured binding
    CAPTURE(name);
    const Ordered original = Ordered::parse(text);
    CHECK(keeps_everything(original));
    changes += change_everywhere(
        original, [](Ordered& json, auto it) { json.erase(it); }, wrong);
    for (const auto& replacement : replacements) {
      changes += change_everywhere(
          original, [&](Ordered&, auto it) { *it = replacement; }, wrong);
    }
    CHECK(wrong.empty());
  }
  CHECK(changes > 10'000);
}

TEST_CASE("webhook: keys nobody has heard of change nothing") {
  std::mt19937 random(20261010);
  for (const auto& [file, text] : test::all_bodies()) {
    const std::string name = file;  // clang 14 does not let CAPTURE see a structured binding
    CAPTURE(name);
    const Ordered original = Ordered::parse(text);
    const auto before = test::parse(original.dump());
    std::vector<std::string> wrong;
    change_everywhere(
        original,
        [&](Ordered& json, auto) {
          const Ordered extra = {{"neu", {1, {{"messages", {1, 2}}}}}, {"x", "}]\"\\"}};
          if (json.is_object()) json["k" + std::to_string(random() % 1000)] = extra;
        },
        wrong);
    CHECK(wrong.empty());
    Ordered extended = original;
    extended["zz"] = {{"entry", {{{"changes", {1, 2, 3}}}}}};
    const auto after = test::parse(extended.dump());
    REQUIRE(after.size() == before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
      CHECK(after[i].content.index() == before[i].content.index());
      CHECK(after[i].phone_number_id == before[i].phone_number_id);
    }
  }
}

TEST_CASE("webhook: with any byte changed, parts still lie inside the body and apart") {
  std::mt19937 random(412);
  for (const auto& [file, text] : test::all_bodies()) {
    const std::string name = file;  // clang 14 does not let CAPTURE see a structured binding
    CAPTURE(name);
    for (int round = 0; round < 200; ++round) {
      std::string body = text;
      for (unsigned i = 0; i <= random() % 3; ++i)
        body[random() % body.size()] = static_cast<char>(random() % 256);
      const auto parts = test::parse(body);
      REQUIRE_FALSE(parts.empty());
      std::size_t end = 0;
      for (const auto& part : parts) {
        REQUIRE(part.offset >= end);
        end = part.offset + part.length;
        REQUIRE(end <= body.size());
      }
    }
  }
}
