#include "office/local.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include <urp/open.hpp>

#include "db/upgrade.hpp"
#include "domain/say.hpp"
#include "domain/url.hpp"
#include "office/belonging.hpp"

namespace urp {
namespace {

TimePoint machine_clock() {
  return std::chrono::floor<Seconds>(std::chrono::system_clock::now());
}

std::unique_ptr<Office::Local> open_local(OfficeOptions options, bool create) {
  auto local = std::make_unique<Office::Local>();
  local->options = std::move(options);
  if (!local->options.now) local->options.now = machine_clock;
  if (!local->options.real) local->options.real = machine_clock;
  local->zone = load_zone(local->options.settings.office.timezone);
  db::StoreOptions store_options;
  store_options.path = local->options.settings.database.path;
  store_options.create = create;
  store_options.migrate = local->options.migrate;
  store_options.before_migration = [](db::Store& store, int from) { db::keep_copy(store, from); };
  local->store = db::Store::open(store_options);
  return local;
}

}  // namespace

Office::Office(std::unique_ptr<Local> local) : local_(std::move(local)) {
}
Office::Office(Office&&) noexcept = default;
Office& Office::operator=(Office&&) noexcept = default;
Office::~Office() = default;

Office Office::open(OfficeOptions options) {
  OpenRequest request;
  request.options = std::move(options);
  return open_office(std::move(request));
}

Office open_office(OpenRequest request) {
  auto local = open_local(std::move(request.options), request.create);
  settle_belonging(*local, request.other_clock, request.configuration);
  return Office::Local::make_office(std::move(local));
}

const Settings& Office::settings() const {
  return local_->options.settings;
}
const Zone& Office::zone() const {
  return local_->zone;
}
const Actor& Office::actor() const {
  return local_->options.actor;
}
TimePoint Office::now() const {
  return local_->now();
}

Zone load_zone(const std::string& name) {
  // No environment, no tzset: the zone of the office does not depend on the machine's.
  const bool plain = !name.empty() && name.front() != '/' && name.find("..") == name.npos;
  std::ifstream file(plain ? "/usr/share/zoneinfo/" + name : std::string{}, std::ios::binary);
  if (!file) {
    throw Error(Fault::configuration, say(_("timezone {0}: there is no such zone on this machine"), name),
                _("write a name like Europe/Rome, or install the package tzdata"));
  }
  return Zone::parse(std::string(std::istreambuf_iterator<char>(file), {}), name);
}

bool is_loopback(std::string_view base_url) {
  const auto url = parse_url(base_url);
  return url && is_loopback(*url);
}

std::string_view version() {
  return URP_VERSION;
}

}  // namespace urp
