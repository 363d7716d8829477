// listing.cpp: every setting with its value and where it comes from, for `urp config show`.
#include <urp/settings.hpp>

#include "config/keys.hpp"
#include "domain/say.hpp"

namespace urp {
namespace {

using namespace config;

class TableLister {
 public:
  TableLister(const Item* table, std::string name, const std::string& origin, std::vector<SettingLine>& lines)
      : table_(table), name_(std::move(name)), origin_(origin), lines_(lines) {}

  template <class Value, class Form>
  void field(std::string_view key, const Value& value, const Form& form, Need = Need::optional) {
    const Item* item = table_ ? table_->find(key) : nullptr;
    lines_.push_back({name_ + "." + std::string(key), form.print(value),
                      item ? say("{0}:{1}", origin_, item->line) : std::string("default")});
  }

  template <class Map, class Form>
  void entry(std::string_view key, const Map& map, typename Map::key_type place, const Form& form,
             typename Map::mapped_type usual) {
    const auto own = map.find(place);
    field(key, own == map.end() ? usual : own->second, form);
  }

 private:
  const Item* table_;
  std::string name_;
  const std::string& origin_;
  std::vector<SettingLine>& lines_;
};

/// The visitor of keys.hpp that prints.
class Lister {
 public:
  Lister(const Item& root, const std::string& origin) : root_(root), origin_(origin) {}

  template <class Fields>
  void table(std::string_view name, const Fields& fields) {
    TableLister lister(root_.find(name), std::string(name), origin_, lines_);
    fields(lister);
  }

  template <class Element, class Fields>
  void list(std::string_view name, const std::vector<Element>& elements, const Fields& fields) {
    const Item* item = root_.find(name);
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const Item* element = item && i < item->items.size() ? &item->items[i] : nullptr;
      TableLister lister(element, say("{0}[{1}]", name, i + 1), origin_, lines_);
      fields(lister, elements[i]);
    }
  }

  template <class Map, class Form>
  void each(std::string_view name, const Map& map, const Shape&, const Form& form) {
    TableLister lister(root_.find(name), std::string(name), origin_, lines_);
    for (const auto& [key, value] : map) lister.field(key, value, form);
  }

  std::vector<SettingLine> lines() && { return std::move(lines_); }

 private:
  const Item& root_;
  const std::string& origin_;
  std::vector<SettingLine> lines_;
};

}  // namespace

std::vector<SettingLine> list_settings(const Settings& settings, std::string_view toml,
                                       const std::string& origin) {
  const Item root = parse_tree(toml, origin);
  Lister lister(root, origin);
  walk_settings(lister, settings);
  return std::move(lister).lines();
}

}  // namespace urp
