// settings.cpp: the tree of urp.toml -> Settings; all mistakes are gathered and the first in the file is
// thrown.
#include <urp/settings.hpp>

#include <algorithm>
#include <set>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "config/keys.hpp"
#include "domain/courtesy.hpp"
#include "domain/fold.hpp"
#include "domain/names.hpp"
#include "domain/retention.hpp"
#include "domain/say.hpp"
#include "domain/subscription.hpp"
#include "domain/survey.hpp"
#include "domain/threading.hpp"
#include "domain/url.hpp"

namespace urp {
namespace {

using namespace config;

class Mistakes {
 public:
  explicit Mistakes(const std::string& origin) : origin_(origin) {}

  void add(int line, std::string_view key, const std::string& why) {
    found_.emplace_back(line, key.empty() ? why : std::string(key) + ": " + why);
  }

  void throw_first() {
    if (found_.empty()) return;
    std::stable_sort(found_.begin(), found_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string hint = _("correct the file; urp.toml(5) explains every key");
    if (found_.size() > 1) {
      constexpr std::size_t most_listed = 8;
      std::set<int> lines;
      for (std::size_t i = 1; i < std::min(found_.size(), most_listed); ++i) lines.insert(found_[i].first);
      std::string list;
      for (int line : lines) list += (list.empty() ? "" : ", ") + std::to_string(line);
      hint = say(_("correct the file; further mistakes: {0} (line {1}); urp.toml(5) explains every key"),
                 found_.size() - 1, list);
    }
    throw Error(Fault::configuration,
                say("{0}:{1}: {2}", origin_, found_.front().first, found_.front().second), hint);
  }

 private:
  const std::string& origin_;
  std::vector<std::pair<int, std::string>> found_;
};

/// Keys that nobody asked for: the nearest allowed one is probably meant.
void refuse_unknown(const Item& table, const std::string& prefix, const std::vector<std::string_view>& known,
                    Mistakes& mistakes) {
  for (const auto& member : table.members) {
    if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
    const auto nearest = find_nearest(member.key, known);
    const std::string key = prefix.empty() ? quotable(member.key) : prefix + "." + quotable(member.key);
    mistakes.add(member.line, key,
                 nearest ? say(_("unknown; did you mean {0}? allowed: {1}"), *nearest, joined(known))
                         : say(_("unknown; allowed: {0}"), joined(known)));
  }
}

class TableReader {
 public:
  TableReader(const Item& table, std::string name, const std::filesystem::path& folder, Mistakes& mistakes)
      : table_(table), name_(std::move(name)), folder_(folder), mistakes_(mistakes) {}

  template <class Value, class Form>
  void field(std::string_view key, Value& value, const Form& form, Need need = Need::optional) {
    known_.push_back(key);
    const Item* item = table_.find(key);
    if (item) {
      refuse(key, form.read(*item, value));
      if constexpr (std::is_same_v<Value, std::filesystem::path>) {
        if (!value.empty() && value.is_relative()) value = (folder_ / value).lexically_normal();
      }
    } else if (need == Need::required) {
      mistakes_.add(table_.line, name_, say(_("{0} is missing; it is required"), key));
    }
  }

  template <class Map, class Form>
  void entry(std::string_view key, Map& map, typename Map::key_type place, const Form& form,
             typename Map::mapped_type usual) {
    known_.push_back(key);
    const Item* item = table_.find(key);
    if (!item) return;
    refuse(key, form.read(*item, usual));
    map[place] = usual;
  }

  void finish() { refuse_unknown(table_, name_, known_, mistakes_); }

 private:
  void refuse(std::string_view key, const Complaint& complaint) {
    if (complaint) mistakes_.add(complaint->line, name_ + "." + std::string(key), complaint->why);
  }

  const Item& table_;
  std::string name_;
  const std::filesystem::path& folder_;
  Mistakes& mistakes_;
  std::vector<std::string_view> known_;
};

/// The visitor of keys.hpp that reads.
class Reader {
 public:
  Reader(const Item& root, const std::filesystem::path& folder, Mistakes& mistakes)
      : root_(root), folder_(folder), mistakes_(mistakes) {}

  template <class Fields>
  void table(std::string_view name, const Fields& fields) {
    if (const Item* item = find_table(name)) {
      TableReader reader(*item, std::string(name), folder_, mistakes_);
      fields(reader);
      reader.finish();
    }
  }

  template <class Element, class Fields>
  void list(std::string_view name, std::vector<Element>& elements, const Fields& fields) {
    known_.push_back(name);
    const Item* item = root_.find(name);
    if (!item) return;
    const bool tables = item->type == Item::Type::list &&
                        std::all_of(item->items.begin(), item->items.end(),
                                    [](const Item& one) { return one.type == Item::Type::table; });
    if (!tables) {
      mistakes_.add(
          item->line, name,
          say(_("a list of tables is expected, written [[{0}]], not {1}"), name, type_words(*item)));
      return;
    }
    for (const auto& one : item->items) {
      TableReader reader(one, say("{0}[{1}]", name, elements.size() + 1), folder_, mistakes_);
      fields(reader, elements.emplace_back());
      reader.finish();
    }
  }

  template <class Map, class Form>
  void each(std::string_view name, Map& map, const Shape& keys, const Form& form) {
    const Item* item = find_table(name);
    if (!item) return;
    for (const auto& member : item->members) {
      const std::string key = std::string(name) + "." + quotable(member.key);
      if (!keys.fits(member.key)) {
        mistakes_.add(member.line, key, say(_("this name is not allowed; allowed: {0}"), keys.allowed()));
      }
      if (const auto complaint = form.read(member.item, map[member.key])) {
        mistakes_.add(complaint->line, key, complaint->why);
      }
    }
  }

  void finish() { refuse_unknown(root_, "", known_, mistakes_); }

 private:
  const Item* find_table(std::string_view name) {
    known_.push_back(name);
    const Item* item = root_.find(name);
    if (!item || item->type == Item::Type::table) return item;
    mistakes_.add(item->line, name,
                  say(_("a table is expected, written [{0}], not {1}"), name, type_words(*item)));
    return nullptr;
  }

  const Item& root_;
  const std::filesystem::path& folder_;
  Mistakes& mistakes_;
  std::vector<std::string_view> known_;
};

/// Where a key of the n-th element stands; the tree has no more elements than were read.
int line_of(const Item& root, std::string_view list, std::size_t place, std::string_view key) {
  const Item& element = root.find(list)->items[place];
  const Item* item = element.find(key);
  return item ? item->line : element.line;
}

template <class Element>
void refuse_twice(const Item& root, std::string_view list, std::string_view key,
                  const std::vector<Element>& elements, std::string Element::*name, Mistakes& mistakes) {
  std::map<std::string_view, int> first;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string& own = elements[i].*name;
    const int line = line_of(root, list, i, key);
    const auto [before, added] = first.emplace(own, line);
    if (added || own.empty()) continue;
    mistakes.add(line, say("{0}[{1}].{2}", list, i + 1, key),
                 say(_("\"{0}\" stands already in line {1}; allowed: each only once"), own, before->second));
  }
}

/// Every topic's words: each only once, and none that means something else wherever it is written.
void check_keywords(const Settings& settings, const Item& root, Mistakes& mistakes) {
  std::map<std::string, std::string_view> keywords;
  for (std::size_t i = 0; i < settings.topics.size(); ++i) {
    const auto& topic = settings.topics[i];
    for (const std::string_view key : {"on", "off"}) {
      for (const auto& word : key == "on" ? topic.on : topic.off) {
        std::string why;
        const auto [before, added] = keywords.emplace(fold_for_matching(word), topic.slug);
        if (is_stop_word(word)) {
          why = say(_("\"{0}\" ends all subscriptions; choose a word of the topic's own"), quotable(word));
        } else if (is_courteous(word, settings.threading.courtesy)) {
          why = say(_("\"{0}\" is a word of courtesy; choose a word of the topic's own"), quotable(word));
        } else if (!named_tickets(word).empty()) {
          why = say(_("\"{0}\" names a case; choose a word of the topic's own"), quotable(word));
        } else if (settings.automatic.survey && survey_word(settings.office.language, word)) {
          why = say(_("\"{0}\" answers the survey; choose a word of the topic's own"), quotable(word));
        } else if (fold_words(word).words.empty()) {
          why = say(_("\"{0}\" holds neither a letter nor a digit; choose a word of the topic's own"),
                    quotable(word));
        } else if (!added) {
          why = say(_("\"{0}\" is already a word of topic {1}; allowed: each word only once"), quotable(word),
                    before->second);
        }
        if (!why.empty())
          mistakes.add(line_of(root, "topic", i, key), say("topic[{0}].{1}", i + 1, key), why);
      }
    }
  }
}

bool is_rehearsal(const Settings& settings) {
  const auto url = parse_url(settings.whatsapp.base_url);
  return url && is_loopback(*url);
}

/// The host as the one of an http:// address: the schemes of mail are none that parse_url knows.
bool is_loopback_mail(std::string_view text) {
  const auto url = parse_url("http" + std::string(text.substr(std::min(text.find("://"), text.size()))));
  return url && is_loopback(*url);
}

/// Cases have kinds; people, the journal and mails have none.
void check_kinds(const Settings::Retention& rule, int line, std::size_t index, Mistakes& mistakes) {
  const std::string key = say("retention[{0}].kinds", index + 1);
  const bool of_cases = retention_of(rule.name) == RetentionOf::cases;
  if (of_cases && rule.kinds.empty()) {
    mistakes.add(
        line, key,
        _("is missing; allowed: kinds of cases, or the classes contacts, journal and mail, which have none"));
  }
  if (!of_cases && !rule.kinds.empty())
    mistakes.add(line, key, say(_("the class {0} is about no cases; allowed: no kinds"), rule.name));
}

/// What no key can see alone.
void check_together(const Settings& settings, const Item& root, Mistakes& mistakes) {
  refuse_twice(root, "service", "slug", settings.services, &Settings::Service::slug, mistakes);
  refuse_twice(root, "topic", "slug", settings.topics, &Settings::Topic::slug, mistakes);
  refuse_twice(root, "retention", "class", settings.retention, &Settings::Retention::name, mistakes);

  std::vector<std::string_view> services;
  for (const auto& service : settings.services) services.push_back(service.slug);
  for (std::size_t i = 0; i < settings.rules.size(); ++i) {
    const auto& rule = settings.rules[i];
    if (rule.words.empty() && rule.patterns.empty() && rule.has.empty() && rule.language.empty()) {
      mistakes.add(line_of(root, "rule", i, "service"), say("rule[{0}]", i + 1),
                   _("it would match everything; allowed: words, patterns, has or language"));
    }
    const std::string& named = rule.service;
    if (named.empty() || std::find(services.begin(), services.end(), named) != services.end()) continue;
    mistakes.add(
        line_of(root, "rule", i, "service"), say("rule[{0}].service", i + 1),
        services.empty()
            ? say(_("there is no service \"{0}\"; allowed: the slugs of [[service]], and there is none"),
                  named)
            : say(_("there is no service \"{0}\"; allowed: {1}"), named, joined(services)));
  }

  check_keywords(settings, root, mistakes);

  std::map<TicketKind, std::string_view> kept;
  for (std::size_t i = 0; i < settings.retention.size(); ++i) {
    check_kinds(settings.retention[i], line_of(root, "retention", i, "class"), i, mistakes);
    for (auto kind : settings.retention[i].kinds) {
      const auto [before, added] = kept.emplace(kind, settings.retention[i].name);
      if (added) continue;
      mistakes.add(line_of(root, "retention", i, "kinds"), say("retention[{0}].kinds", i + 1),
                   say(_("{0} is already in class {1}; allowed: each kind in one class"), to_name(kind),
                       before->second));
    }
  }

  if (!settings.mail.url.empty() && settings.mail.from.empty()) {
    mistakes.add(root.find("mail")->find("url")->line, "mail.url",
                 _("mail needs a sender; allowed: mail.url together with mail.from"));
  }
  if (!settings.mail.url.empty() && is_rehearsal(settings) && !is_loopback_mail(settings.mail.url)) {
    mistakes.add(root.find("mail")->find("url")->line, "mail.url",
                 _("a rehearsal (whatsapp.base_url on this machine) writes to no real service; allowed: a "
                   "mail server on "
                   "this machine"));
  }
}

}  // namespace

Settings parse_settings(std::string_view toml, const std::string& origin,
                        const std::filesystem::path& folder) {
  const Item root = parse_tree(toml, origin);
  Settings settings;
  Mistakes mistakes(origin);
  Reader reader(root, folder, mistakes);
  walk_settings(reader, settings);
  reader.finish();
  mistakes.throw_first();  // what follows relies on values that were read
  check_together(settings, root, mistakes);
  mistakes.throw_first();

  auto& base = settings.whatsapp.base_url;
  while (!base.empty() && base.back() == '/') base.pop_back();
  return settings;
}

Settings::Ui parse_user_settings(std::string_view toml, const std::string& origin) {
  const Item root = parse_tree(toml, origin);
  Settings::Ui ui;
  Mistakes mistakes(origin);
  const std::filesystem::path no_folder;
  Reader reader(root, no_folder, mistakes);
  walk_ui(reader, ui);
  mistakes.throw_first();
  return ui;
}

}  // namespace urp
