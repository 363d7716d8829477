#include "office/register_file.hpp"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

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

constexpr std::array<std::string_view, 5> known_things = {"hidden", "masked", "case", "bodies", "mail"};

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

std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  const auto word = rest.substr(0, rest.find(' '));
  rest.remove_prefix(word.size());
  return word;
}

std::optional<std::int64_t> whole_number(std::string_view word) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return number;
}

/// False: it is none of ours. There may be very many of them.
bool read_line(std::string_view rest, Register& into) {
  const auto what = next_word(rest), key = next_word(rest);
  const auto at = whole_number(next_word(rest));
  const auto bytes = unhex(key);
  if (!at || !bytes || bytes->size() != 32) return false;
  const TimePoint when{Seconds(*at)};
  if (what.starts_with('c') && what != "case") {
    const auto contact = whole_number(what.substr(1));
    if (!contact || *contact < 0) return false;
    into.erasures.push_back({ContactId{*contact}, *bytes, when});
    return true;
  }
  const bool known = std::find(known_things.begin(), known_things.end(), what) != known_things.end();
  const auto event = whole_number(next_word(rest));
  if (!known || !event || rest.size() < 2) return false;
  into.withheld.push_back({std::string(what), *bytes, when, *event, std::string(rest.substr(1))});
  return true;
}

Register read_lines(int descriptor, const fs::path& file) {
  std::string bytes;
  std::array<char, 65536> buffer;
  while (const auto count = files::read_some(descriptor, buffer.data(), buffer.size(), file))
    bytes.append(buffer.data(), count);
  Register lines;
  std::string_view rest = bytes;
  for (int number = 1; !rest.empty(); ++number) {
    const auto text = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(text.size() + 1, rest.size()));
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

void write_whole(const fs::path& file, const std::string& text) {
  const files::Folder folder(file.parent_path());
  std::string name = file.filename().string() + ".";
  folder.remove_passing(name);
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
