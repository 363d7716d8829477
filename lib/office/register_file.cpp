#include "office/register_file.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <sstream>

#include <urp/error.hpp>

#include "db/store.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/folder.hpp"
#include "files/trouble.hpp"

namespace urp {
namespace {

namespace fs = std::filesystem;

constexpr std::array known_things = {"hidden", "masked", "case", "bodies", "mail"};

std::string seconds(TimePoint at) {
  return std::to_string(at.time_since_epoch().count());
}

std::string to_line(const store::RegisterLine& line) {
  return to_string(line.contact) + " " + hex(line.key) + " " + seconds(line.at) + "\n";
}

std::string to_line(const store::Withheld& line) {
  return line.what + " " + hex(line.key) + " " + seconds(line.at) + " " + std::to_string(line.event) + " " +
         line.how + "\n";
}

bool is_contact(const std::string& word) {
  return word.size() >= 2 && word.size() <= 19 && word.front() == 'c' &&
         word.find_first_not_of("0123456789", 1) == word.npos;
}

/// False: it is none of ours.
bool read_line(const std::string& text, Register& into) {
  std::istringstream words(text);
  std::string what, key;
  std::int64_t at = 0;
  if (!(words >> what >> key >> at)) return false;
  const auto bytes = unhex(key);
  if (!bytes || bytes->size() != 32) return false;
  if (is_contact(what)) {
    into.erasures.push_back({ContactId{std::stoll(what.substr(1))}, *bytes, TimePoint(Seconds(at))});
    return true;
  }
  store::Withheld line{what, *bytes, TimePoint(Seconds(at)), 0, {}};
  const bool known = std::find(known_things.begin(), known_things.end(), what) != known_things.end();
  if (!known || !(words >> line.event) || !std::getline(words >> std::ws, line.how)) return false;
  into.withheld.push_back(std::move(line));
  return true;
}

Register read_lines(int descriptor, const fs::path& file) {
  std::string bytes;
  std::array<char, 65536> buffer;
  while (const auto count = files::read_some(descriptor, buffer.data(), buffer.size(), file))
    bytes.append(buffer.data(), count);
  Register lines;
  std::istringstream stream(std::move(bytes));
  std::string text;
  for (int number = 1; std::getline(stream, text); ++number) {
    if (read_line(text, lines)) continue;
    throw Error(Fault::failed, say(_("{0}:{1}: no line of the register of erasures"), file.string(), number),
                _("bring the file back from another copy; nothing was changed"));
  }
  return lines;
}

std::string to_text(Register lines) {
  auto& erasures = lines.erasures;
  std::sort(erasures.begin(), erasures.end());
  erasures.erase(std::unique(erasures.begin(), erasures.end()), erasures.end());
  std::string text;
  for (const auto& line : erasures) text += to_line(line);
  for (const auto& line : store::latest_of(std::move(lines.withheld))) text += to_line(line);
  return text;
}

bool is_due(const db::Access& db, const fs::path& file) {
  std::error_code unknown;
  const bool is_there = fs::exists(fs::symlink_status(file, unknown));
  return store::is_register_due(db) ||
         (!is_there &&
          db.value<bool>("SELECT EXISTS (SELECT 1 FROM erasure) OR EXISTS (SELECT 1 FROM withheld)"));
}

/// What somebody who was cut off left behind.
void remove_passing(const files::Folder& folder, const std::string& begin) {
  for (const auto& name : folder.list()) {
    const bool passing = name.starts_with(begin) && name.size() == begin.size() + 16 &&
                         name.find_first_not_of("0123456789abcdef", begin.size()) == name.npos;
    if (passing) folder.remove(name);
  }
}

void write_whole(const fs::path& file, const std::string& text) {
  const files::Folder folder(file.parent_path());
  std::string name = file.filename().string() + ".";
  remove_passing(folder, name);
  const auto written = folder.create_passing_file(name, folder.file_mode());
  try {
    files::write_all(written.get(), text, file);
    folder.put_in_place(written.get(), name, file.filename());
  } catch (const Error&) {  // of a full disk, mostly
    folder.remove(name);
    throw;
  }
}

}  // namespace

void Register::add(Register more) {
  for (auto& line : more.erasures) erasures.push_back(std::move(line));
  for (auto& line : more.withheld) withheld.push_back(std::move(line));
}

Register list_register(const db::Access& db) {
  return {store::list_register(db), store::list_withheld(db)};
}

fs::path register_path(const fs::path& database) {
  return database.string() + "-erasures";
}

Register read_register_beside(const fs::path& database) {
  const auto file = register_path(database);
  const auto bytes = files::Folder(file.parent_path()).open_file(file.filename(), O_RDONLY);
  return bytes ? read_lines(bytes->get(), file) : Register{};
}

Register read_register_copy(const fs::path& file) {
  if (file.empty()) return {};
  const files::Descriptor bytes(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!bytes) {
    throw Error(Fault::not_found, say(_("{0}: cannot be read as a file"), file.string()),
                _("name a copy of the file urp.db-erasures"));
  }
  return read_lines(bytes.get(), file);
}

void keep_register(db::Store& store, const Actor& actor, const Moment& now) {
  if (store.path().empty()) return;
  const auto file = register_path(store.path());
  if (!is_due(db::Reader(store), file)) return;
  // One at a time: what somebody else adds meanwhile is due again.
  db::Writer db(store, actor, now.office, now.real, db::Writer::Kind::upkeep);
  auto lines = list_register(db);
  lines.add(read_register_beside(store.path()));
  write_whole(file, to_text(std::move(lines)));
  store::set_register_due(db, false);
  db.commit();
}

void keep_register(const Office::Local& office) {
  keep_register(*office.store, office.options.actor, {office.now(), office.real_now()});
}

}  // namespace urp
