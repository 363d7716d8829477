#include "whatsapp/envelope.hpp"

#include <string>
#include <utility>

namespace urp::whatsapp {
namespace {

constexpr std::pair<std::string_view, ElementKind> lists[] = {
    {"messages", ElementKind::message},
    {"statuses", ElementKind::status},
    {"errors", ElementKind::error},
    {"message_echoes", ElementKind::echo},
    {"user_preferences", ElementKind::preference},
};

class EnvelopeWalk {
 public:
  explicit EnvelopeWalk(std::string_view body) : walk_(body) {}

  std::optional<std::vector<ChangeRange>> run() {
    const bool whole = walk_.peek() == '{' ? walk_body() : pass();
    if (!whole || !walk_.at_end()) return std::nullopt;
    return std::move(changes_);
  }

 private:
  bool pass() {
    Span ignored;
    return walk_.skip(ignored);
  }

  bool walk_body() {
    return walk_.each_member([this](const std::string& key) {
      if (key != "entry") return pass();
      changes_.clear();
      return walk_.one_or_many([this] { return walk_entry(); });
    });
  }

  bool walk_entry() {
    if (walk_.peek() != '{') return add_stray();
    const std::size_t begin = walk_.here(), before = changes_.size();
    const bool whole = walk_.each_member([this, before](const std::string& key) {
      if (key != "changes") return pass();
      changes_.resize(before);
      return walk_.one_or_many([this] { return walk_change(); });
    });
    const bool empty = changes_.size() == before && before <= most_parts;
    if (empty) changes_.emplace_back().span = {begin, walk_.here()};
    return whole;
  }

  bool walk_change() {
    if (changes_.size() > most_parts) return pass();
    if (walk_.peek() != '{') return add_stray();
    ChangeRange change;
    change.span.begin = walk_.here();
    const bool whole = walk_.each_member([&](const std::string& key) {
      if (key == "field") return walk_.skip(change.field);
      return key == "value" ? walk_value(change) : pass();
    });
    change.span.end = walk_.here();
    changes_.push_back(std::move(change));
    return whole;
  }

  bool walk_value(ChangeRange& change) {
    change.metadata = {};
    change.contacts.clear();
    change.elements.clear();
    if (walk_.peek() != '{') return pass();
    return walk_.each_member([&](const std::string& key) {
      if (key == "metadata") return walk_.skip(change.metadata);
      if (key == "contacts") {
        change.contacts.clear();
        return walk_.one_or_many([&] { return walk_.skip(change.contacts.emplace_back()); });
      }
      if (key == "history") return walk_past(change);
      if (const auto* kind = find_list(key)) return walk_list(change.elements, *kind, false);
      return walk_.peek() == '{' ? walk_nested(change) : pass();
    });
  }

  /// What another responder gets stands one object deeper; older bodies have it flat.
  bool walk_nested(ChangeRange& change) {
    return walk_.each_member([&](const std::string& key) {
      const auto* kind = find_list(key);
      const bool of_people = kind && (*kind == ElementKind::message || *kind == ElementKind::echo);
      return of_people ? walk_list(change.elements, *kind, true) : pass();
    });
  }

  bool walk_past(ChangeRange& change) {
    std::erase_if(change.elements, [](const auto& element) { return element.kind == ElementKind::past; });
    return walk_objects([&] {
      return walk_.each_member([&](const std::string& key) {
        return key == "threads" ? walk_objects([&] { return walk_thread(change); }) : pass();
      });
    });
  }
  bool walk_thread(ChangeRange& change) {
    return walk_.each_member([&](const std::string& key) {
      if (key != "messages") return pass();
      return walk_.one_or_many([&] {
        if (change.elements.size() > most_parts) return pass();
        change.elements.push_back({ElementKind::past, {}, false});
        return walk_.skip(change.elements.back().span);
      });
    });
  }
  /// What is no object is passed.
  template <class Visit>
  bool walk_objects(Visit visit) {
    return walk_.one_or_many([&] { return walk_.peek() == '{' ? visit() : pass(); });
  }

  static const ElementKind* find_list(std::string_view key) {
    for (const auto& [name, kind] : lists) {
      if (key == name) return &kind;
    }
    return nullptr;
  }

  bool walk_list(std::vector<ElementRange>& elements, ElementKind kind, bool nested) {
    std::erase_if(elements,
                  [=](const auto& element) { return element.kind == kind && element.nested == nested; });
    return walk_.one_or_many([&] {
      if (elements.size() > most_parts) return pass();
      elements.push_back({kind, {}, nested});
      return walk_.skip(elements.back().span);
    });
  }

  bool add_stray() {
    return changes_.size() > most_parts ? pass() : walk_.skip(changes_.emplace_back().span);
  }

  JsonWalk walk_;
  std::vector<ChangeRange> changes_;
};

}  // namespace

std::optional<std::vector<ChangeRange>> find_changes(std::string_view body) {
  return EnvelopeWalk(body).run();
}

}  // namespace urp::whatsapp
