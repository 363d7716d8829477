#include "office/register_file.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <urp/error.hpp>

#include "db/store.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/folder.hpp"

namespace urp {

namespace fs = std::filesystem;

fs::path register_path(const fs::path& database) {
  return database.string() + "-erasures";
}

std::vector<store::RegisterLine> read_register(const fs::path& file) {
  std::vector<store::RegisterLine> lines;
  std::ifstream stream(file);
  std::string text;
  for (int number = 1; std::getline(stream, text); ++number) {
    std::istringstream words(text);
    std::string contact, key;
    std::int64_t at = 0;
    const bool read = static_cast<bool>(words >> contact >> key >> at);
    const auto bytes = read ? unhex(key) : std::nullopt;
    if (!bytes || bytes->size() != 32 || contact.size() < 2 || contact.size() > 19 ||
        contact.find_first_not_of("0123456789", 1) != contact.npos) {
      throw Error(Fault::failed,
                  say(_("{0}:{1}: no line of the register of erasures"), file.string(), number),
                  _("bring the file back from another copy; nothing was changed"));
    }
    lines.push_back({ContactId{std::stoll(contact.substr(1))}, *bytes, TimePoint(Seconds(at))});
  }
  return lines;
}

std::vector<store::RegisterLine> read_register_copy(const fs::path& file) {
  if (file.empty()) return {};
  std::error_code unknown;
  if (!fs::exists(fs::symlink_status(file, unknown))) {
    throw Error(Fault::not_found, say(_("{0}: cannot be read as a file"), file.string()),
                _("name a copy of the file urp.db-erasures"));
  }
  return read_register(file);
}

void keep_register(db::Store& store) {
  if (store.path().empty()) return;
  const auto file = register_path(store.path());
  auto lines = store::list_register(db::Reader(store));
  for (auto& line : read_register(file)) lines.push_back(std::move(line));
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  std::string text;
  for (const auto& line : lines) {
    text += to_string(line.contact) + " " + hex(line.key) + " " +
            std::to_string(line.at.time_since_epoch().count()) + "\n";
  }
  const files::Folder folder(file.parent_path());
  std::string name = file.filename().string() + ".";
  const auto written = folder.create_passing_file(name, folder.file_mode());
  files::write_all(written.get(), text, file);
  folder.put_in_place(written.get(), name, file.filename());
}

}  // namespace urp
