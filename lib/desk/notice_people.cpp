#include "desk/notice_people.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include <urp/text.hpp>

#include "domain/csv_line.hpp"
#include "domain/names.hpp"
#include "domain/say.hpp"
#include "store/contact_lookup.hpp"
#include "store/notices.hpp"
#include "store/recipients.hpp"

namespace urp {
namespace {

constexpr std::size_t longest_record =
    64 * 1024;  // bytes: a quote that is never closed must not eat the file

/// Records with the number of their first line.
class Records {
 public:
  explicit Records(const std::filesystem::path& file) : stream_(file, std::ios::binary) {
    std::error_code error;
    if (!stream_ || !std::filesystem::is_regular_file(file, error)) {
      throw Error(std::filesystem::exists(file, error) ? Fault::usage : Fault::not_found,
                  say(_("{0}: cannot be read as a file"), file.string()),
                  _("name a CSV file of this machine"));
    }
  }
  bool next_line(std::string& line) {
    if (!std::getline(stream_, line)) return false;
    if (++line_ == 1 && line.starts_with("\xef\xbb\xbf")) line.erase(0, 3);
    return true;
  }
  /// False at the end. `whole` false: a quoted cell never ends.
  bool next(char separator, std::vector<std::string>& cells, bool& whole) {
    std::string record, more;
    do {
      if (!next_line(record)) return false;
    } while (record.find_first_not_of(" \t\r") == record.npos);
    begins_at_ = line_;
    whole = split_csv(record, separator, cells);
    while (!whole && record.size() < longest_record && next_line(more)) {
      record += "\n" + more;
      whole = split_csv(record, separator, cells);
    }
    return true;
  }
  std::int64_t begins_at() const { return begins_at_; }

 private:
  std::ifstream stream_;
  std::int64_t line_ = 0, begins_at_ = 0;
};

bool is_person_title(const std::string& title) {
  static constexpr std::array<std::string_view, 8> titles = {"phone",    "telefono", "cellulare", "contact",
                                                             "contatto", "user_id",  "username",  "number"};
  return std::find(titles.begin(), titles.end(), lower_ascii(title)) != titles.end();
}

struct Columns {
  std::size_t person = 0;
  std::vector<std::string> titles;
};

Columns read_titles(const std::string& name, const std::vector<std::string>& titles,
                    const std::optional<Template>& form) {
  const auto wanted = form ? template_parameters(*form) : std::vector<std::string>();
  std::string allowed;
  for (const auto& key : wanted) allowed += ", " + key;
  Columns columns{titles.size(), titles};
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const bool known = std::find(wanted.begin(), wanted.end(), titles[i]) != wanted.end();
    if (is_person_title(titles[i]) && !known) {
      if (columns.person != titles.size())
        throw Error(Fault::usage, say(_("{0}: two columns say who gets it: {1}, {2}"), name,
                                      titles[columns.person], titles[i]));
      columns.person = i;
    } else if (!known) {
      throw Error(
          Fault::usage,
          form ? say(_("{0}: the template has no parameter \"{1}\""), name, titles[i])
               : say(_("{0}: without a template there is no place for the column \"{1}\""), name, titles[i]),
          say(_("allowed titles: phone, contact{0}"), allowed));
    } else if (std::count(titles.begin(), titles.end(), titles[i]) > 1) {
      throw Error(Fault::usage, say(_("{0}: two columns are called \"{1}\""), name, titles[i]));
    }
  }
  if (columns.person == titles.size()) {
    throw Error(Fault::usage, say(_("{0}: no column says who gets it"), name),
                _("the first line has the titles; one of them is phone or contact"));
  }
  return columns;
}

}  // namespace

PeopleRead read_people(db::Writer& db, std::int64_t notice, const std::filesystem::path& file,
                       const std::optional<Template>& form, const TemplateValues& common) {
  const std::string name = file.filename().string();
  Records records(file);
  std::string first;
  while (first.find_first_not_of(" \t\r") == first.npos) {
    if (!records.next_line(first)) {
      throw Error(Fault::usage, say(_("{0} is empty"), name),
                  _("the first line has the titles; one of them is phone or contact"));
    }
  }
  const char separator = csv_separator(first);
  std::vector<std::string> cells;
  split_csv(first, separator, cells);
  const Columns columns = read_titles(name, cells, form);
  PeopleRead read;
  bool whole = true;
  while (records.next(separator, cells, whole)) {
    const auto bad = [&](std::string why) { read.bad.push_back({records.begins_at(), std::move(why)}); };
    if (!whole) {
      bad(_("a quoted cell never ends"));
      break;
    }
    if (cells.size() != columns.titles.size()) {
      bad(say(_("{0} cells, and there are {1} titles"), cells.size(), columns.titles.size()));
      continue;
    }
    if (std::any_of(cells.begin(), cells.end(),
                    [](const std::string& cell) { return valid_utf8(cell) != cell; })) {
      bad(_("not UTF-8"));
      continue;
    }
    const std::string& who = cells[columns.person];
    const auto contact = store::find_contact(db, who);
    if (!contact) {
      bad(who.empty() ? std::string(_("nobody is named")) : say(_("{0}: nobody known here"), who));
      continue;
    }
    TemplateValues values = common, own;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i != columns.person) own.emplace_back(columns.titles[i], cells[i]);
    }
    values.insert(values.end(), own.begin(), own.end());
    if (form) {
      try {
        check_template(*form, values);
      } catch (const Error& error) {
        if (error.fault() != Fault::usage) throw;  // the template itself
        bad(error.what());
        continue;
      }
    }
    if (!store::add_person(db, notice, *contact, db.now())) {
      bad(say(_("{0}: is in the file twice"), who));
      continue;
    }
    for (const auto& [key, value] : own) store::set_value(db, notice, *contact, key, value);
    ++read.people;
  }
  return read;
}

}  // namespace urp
