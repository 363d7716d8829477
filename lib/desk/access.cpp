#include <urp/desk/person.hpp>

#include <map>

#include <urp/error.hpp>

#include "desk/role.hpp"
#include "domain/hash.hpp"
#include "domain/media_ending.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/whole_folder.hpp"
#include "office/local.hpp"
#include "render/person.hpp"
#include "store/contact_list.hpp"
#include "store/contact_lookup.hpp"
#include "store/media_files.hpp"
#include "store/others.hpp"
#include "store/person_tables.hpp"
#include "store/thread.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

/// Writes and remembers what was written, for the manifest.
class Package {
 public:
  explicit Package(const std::filesystem::path& folder) : folder_(folder) {}

  void add(const std::string& name, std::string_view bytes) {
    folder_.add(name, bytes);
    files_.push_back({name, static_cast<std::int64_t>(bytes.size()), hex(sha256(bytes))});
  }
  void copy(const std::string& name, const store::StoredMedia& media, const std::string& sha256) {
    folder_.copy(name, media.file.get());
    files_.push_back({name, media.size, sha256});
  }
  void finish(ContactId contact, TimePoint at, const Zone& zone) {
    std::string sums;
    for (const auto& file : files_) sums += file.sha256 + "  " + file.name + "\n";
    add("manifest.json", render::manifest_json(contact, at, zone, files_));
    sums += files_.back().sha256 + "  " + files_.back().name + "\n";
    folder_.add("SHA256SUMS", sums);
    folder_.commit();
  }
  std::int64_t count() const { return static_cast<std::int64_t>(files_.size()) + 1; }

 private:
  files::WholeFolder folder_;
  std::vector<render::PackageFile> files_;
};

render::PersonPage make_page(const db::Access& db, const Office& office, ContactId contact) {
  render::PersonPage page;
  page.person = store::get_contact_page(db, contact);
  page.office = office.settings().office.name;
  page.language = office.settings().office.language;
  page.at = office.now();
  constexpr int all = 1'000'000;
  for (const auto& [id, state] : store::list_other_tickets(db, contact, TicketId{0}, all)) {
    if (auto ticket = store::find_ticket(db, id, office.now()))
      page.cases.push_back({std::move(*ticket), store::list_messages(db, id, 0)});
  }
  page.loose = store::list_loose_messages(db, contact, 0);
  return page;
}

/// Under names that say what they are, for those that are still there.
std::map<std::string, std::string> copy_media(const db::Access& db, const db::Store& store, Package& package,
                                              AccessResult& result) {
  std::map<std::string, std::string> names;
  for (const auto& [sha256, type, name] : store::list_media(db)) {
    if (names.contains(sha256)) continue;
    const auto media = store::find_media(store, sha256);
    if (!media) {
      result.missing.push_back(sha256);
      continue;
    }
    const std::string file = "media/" + sha256 + saved_ending(type, name);
    package.copy(file, *media, sha256);
    names[sha256] = file;
    ++result.media;
  }
  return names;
}

}  // namespace

AccessResult write_access_package(Office& office, const std::string& who,
                                  const std::filesystem::path& folder) {
  auto& local = office.local();
  require_supervisor(local, _("take out what is held about a person"));
  AccessResult result;
  result.contact = store::get_contact(local.read(), who);
  result.folder = folder;
  Package package(folder);
  {
    // On record before the first byte leaves.
    auto db = local.write();
    db.record(
        "contact_access", std::nullopt, std::nullopt,
        {{"contact", std::nullopt, to_string(result.contact)}, {"output", std::nullopt, folder.string()}});
    db.commit();
  }
  {
    const auto db = local.read();
    store::set_scope(db, {store::records_of(db, result.contact), {}});
    const auto counts = store::count_scope(db);
    result.tickets = counts.tickets;
    result.messages = counts.messages;
    auto page = make_page(db, office, result.contact);
    page.files = copy_media(db, *local.store, package, result);
    package.add("index.html", render::person_html(page, office.zone()));
    std::vector<std::pair<std::string, std::vector<std::string>>> tables;
    for (auto& dump : store::dump_scope(db)) tables.emplace_back(std::move(dump.name), std::move(dump.rows));
    package.add("data.json", render::person_json(result.contact, office.now(), office.zone(), tables));
  }
  package.finish(result.contact, office.now(), office.zone());
  result.files = package.count();
  return result;
}

}  // namespace urp
