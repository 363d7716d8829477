#include "desk/notice_people.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include <urp/text.hpp>

#include "domain/contact_spelling.hpp"
#include "domain/csv_file.hpp"
#include "domain/fold.hpp"
#include "domain/say.hpp"
#include "store/contact_lookup.hpp"
#include "store/notices.hpp"
#include "store/recipients.hpp"

namespace urp {
namespace {

/// Registers and spreadsheets call it in many ways: "Telefono cellulare", "N. telefono", "Recapito tel.". A
/// title of these words alone, at least one of them of the first kind, says who gets it.
constexpr std::array<std::string_view, 15> person_words = {
    "contact",   "contatto", "phone", "telefono", "telefonico", "tel",      "numero", "number",
    "cellulare", "cell",     "cel",   "mobile",   "whatsapp",   "recapito", "mob"};
constexpr std::array<std::string_view, 8> joining_words = {"n", "n°", "nº", "nr", "num", "no", "di", "del"};
constexpr std::array<std::string_view, 2> identity_titles = {"user_id", "username"};
/// What urp itself writes about those who got an earlier notice: no parameters, and two names of one person.
constexpr std::array<std::string_view, 7> result_titles = {"contact", "phone", "status", "reason",
                                                           "at",      "code",  "notice"};

template <std::size_t size>
bool is_in(const std::array<std::string_view, size>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// A pipe or standard input is a file too.
std::string read_all(const std::filesystem::path& file) {
  std::error_code error;
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file, error)) {
    throw Error(std::filesystem::exists(file, error) ? Fault::usage : Fault::not_found,
                say(_("{0}: cannot be read as a file"), file.string()), _("name a CSV file of this machine"));
  }
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Titles are compared in other letters too: "Telefono", "TELEFONO ".
std::string folded(std::string_view title) {
  return fold_for_matching(plain_spelling(title));
}

bool names_person(std::string_view title) {
  if (is_in(identity_titles, folded(title))) return true;
  const auto words = fold_words(plain_spelling(title)).words;
  const auto names = [](const std::string& word) { return is_in(person_words, word); };
  return std::any_of(words.begin(), words.end(), names) &&
         std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return names(word) || is_in(joining_words, word); });
}

/// What each column is for.
struct Columns {
  std::size_t person = 0;
  std::vector<std::optional<std::string>> parameters;  // none: the person, or of no use here
  bool titles = true;                                  // the file begins with them
};

class Titles {
 public:
  Titles(const std::string& name, std::vector<std::string> titles, const std::optional<Template>& form)
      : name_(name), titles_(std::move(titles)), form_(form) {
    if (form) wanted_ = template_parameters(*form);
    while (!titles_.empty() && titles_.back().empty()) titles_.pop_back();  // as spreadsheets leave them
    for (const std::string& title : titles_) folded_.push_back(folded(title));
    of_results_ = std::all_of(result_titles.begin(), result_titles.end(), [this](std::string_view title) {
      return std::find(folded_.begin(), folded_.end(), title) != folded_.end();
    });
  }

  Columns read() const {
    Columns columns{titles_.size(), {}};
    for (std::size_t i = 0; i < titles_.size(); ++i) {
      columns.parameters.push_back(parameter(titles_[i]));
      if (columns.parameters.back()) {
        check_single(i, *columns.parameters.back(), columns);
      } else if (of_results_ && folded_[i] != "contact" && is_in(result_titles, folded_[i])) {
        // nothing to send with it
      } else if (names_person(titles_[i])) {
        if (columns.person != titles_.size()) throw two_people(titles_[columns.person], titles_[i]);
        columns.person = i;
      } else {
        throw unknown(i);
      }
    }
    if (columns.person == titles_.size()) {
      throw Error(Fault::usage, say(_("{0}: no column says who gets it"), name_),
                  _("the first line has the titles; one of them is phone or contact"));
    }
    return columns;
  }

 private:
  std::optional<std::string> parameter(const std::string& title) const {
    for (const std::string& name : wanted_) {
      if (name == title) return name;
    }
    for (const std::string& name : wanted_) {
      if (folded(name) == folded(title)) return name;
    }
    return std::nullopt;
  }

  void check_single(std::size_t column, const std::string& parameter, const Columns& columns) const {
    if (std::count(columns.parameters.begin(), columns.parameters.end(), parameter) > 1)
      throw Error(Fault::usage, say(_("{0}: two columns are called \"{1}\""), name_, titles_[column]));
  }

  Error two_people(const std::string& first, const std::string& second) const {
    return {Fault::usage, say(_("{0}: two columns say who gets it: {1}, {2}"), name_, first, second),
            _("keep the one with the numbers that use WhatsApp")};
  }

  Error unknown(std::size_t column) const {
    std::string allowed;
    for (const auto& key : wanted_) allowed += ", " + key;
    const std::string& title = titles_[column];
    return {Fault::usage,
            title.empty() ? say(_("{0}: column {1} has no title"), name_, column + 1)
            : form_
                ? say(_("{0}: the template has no parameter \"{1}\""), name_, title)
                : say(_("{0}: without a template there is no place for the column \"{1}\""), name_, title),
            say(_("allowed titles: phone, contact{0}"), allowed)};
  }

  const std::string& name_;
  std::vector<std::string> titles_, folded_;
  const std::optional<Template>& form_;
  std::vector<std::string> wanted_;
  bool of_results_ = false;
};

bool is_contact_number(std::string_view cell) {
  return cell.size() > 1 && cell.front() == 'c' && cell.find_first_not_of("0123456789", 1) == cell.npos;
}

/// `urp notice results ... | urp notice new ... --csv -`: rows without titles, the contact first. A bare list
/// of contacts is one as well.
bool are_results(const std::vector<std::string>& cells) {
  return is_contact_number(cells.front()) && (cells.size() == 1 || cells.size() == result_titles.size() - 1);
}

std::string nobody_found(const std::string& who) {
  if (who.empty()) return _("nobody is named");
  if (is_scientific(who)) {
    return say(
        _("{0}: the spreadsheet made a quantity of the number and lost its digits; make the column text "
          "and paste the numbers again"),
        who);
  }
  return say(_("{0}: nobody known here"), who);
}

/// The cells that a spreadsheet adds at the right of a row.
void drop_empty_end(std::vector<std::string>& cells, std::size_t columns) {
  while (cells.size() > columns && cells.back().empty()) cells.pop_back();
}

}  // namespace

PeopleRead read_people(db::Writer& db, std::int64_t notice, const std::filesystem::path& file,
                       const std::optional<Template>& form, const TemplateValues& common) {
  const std::string name = file.filename().string();
  const std::string bytes = read_all(file);
  check_csv(name, bytes);
  CsvRecords records(bytes);
  std::vector<std::string> cells;
  if (!records.next(cells)) {
    throw Error(Fault::usage, say(_("{0} is empty"), name),
                _("the first line has the titles; one of them is phone or contact"));
  }
  const bool has_titles = !are_results(cells);
  const Columns columns = has_titles ? Titles(name, cells, form).read()
                                     : Columns{0, std::vector<std::optional<std::string>>(cells.size())};
  PeopleRead read;
  for (bool more = !has_titles || records.next(cells); more; more = records.next(cells)) {
    const auto bad = [&](std::string why) { read.bad.push_back({records.line(), std::move(why)}); };
    if (!records.whole()) {
      bad(_("a quoted cell never ends"));
      break;
    }
    drop_empty_end(cells, columns.parameters.size());
    if (cells.size() != columns.parameters.size()) {
      bad(say(_("{0} cells, and there are {1} titles"), cells.size(), columns.parameters.size()));
      continue;
    }
    std::string_view written = spreadsheet_text(cells[columns.person]);
    if (written.starts_with('\'')) written.remove_prefix(1);
    const std::string who = plain_spelling(written);
    const auto contact = store::find_contact(db, who);
    if (!contact) {
      bad(nobody_found(who));
      continue;
    }
    TemplateValues values = common, own;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (columns.parameters[i]) own.emplace_back(*columns.parameters[i], spreadsheet_text(cells[i]));
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
