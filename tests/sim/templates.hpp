// templates.hpp: the account's message templates, and whether a message fits one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "encode.hpp"

namespace sim {

struct Template {
  std::string id, name, language, category, status;
  bool named = true;
  Json components = Json::array();

  Json as_json() const;
};

/// Throws std::invalid_argument that says what is missing.
Template parse_template(const Json& object);

class Templates {
 public:
  Templates() { reset(); }

  /// Those that every account of the stand-in begins with.
  void reset();
  /// Instead of one of the same name and language.
  Template& put(Template made);
  const Template* find(const std::string& name, const std::string& language) const;
  const std::vector<Template>& all() const { return templates_; }
  /// In all languages, or the one with that id; how many.
  std::size_t remove(const std::string& name, const std::string& id);

 private:
  std::vector<Template> templates_;
};

/// The object `template` of a message. Throws Refusal. Media parameters are given to `check_media`.
const Template& check_template(const Templates& templates, const Json& sent,
                               const std::function<void(const Json&, const std::string&)>& check_media);

}  // namespace sim
