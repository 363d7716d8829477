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

std::string read_all(int fd) {
  std::string text;
  char buffer[4096];
  ssize_t count;
  while ((count = ::read(fd, buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<std::size_t>(count));
  return text;
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

std::string read_secret(const std::filesystem::path& file, std::string_view setting) {
  // Without O_NONBLOCK a pipe would hold us until somebody writes into it.
  const int fd = ::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) {
    throw Error(errno == ENOENT ? Fault::configuration : Fault::denied,
                say(_("{0}: {1}: {2}"), setting, file.string(), std::strerror(errno)),
                _("write the secret into this file, mode 0600, or 0640 with a group of its own"));
  }
  struct stat status {};
  const bool known = ::fstat(fd, &status) == 0;
  const bool regular = known && S_ISREG(status.st_mode);
  const bool safe = known && (status.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) == 0;
  std::string secret = regular && safe ? read_all(fd) : std::string();
  ::close(fd);
  if (!regular) {
    throw Error(Fault::configuration, say(_("{0}: {1}: not a file"), setting, file.string()),
                _("write the secret into a file, mode 0600, or 0640 with a group of its own"));
  }
  if (!safe) {
    throw Error(Fault::denied,
                say(_("{0}: {1}: other people can read or write this secret"), setting, file.string()),
                say(_("run: chmod 600 {0}"), file.string()));
  }
  while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
  if (secret.empty()) {
    throw Error(Fault::configuration, say(_("{0}: {1}: the file is empty"), setting, file.string()),
                _("write the secret into it, one line"));
  }
  return secret;
}

bool is_loopback(std::string_view base_url) {
  const auto url = parse_url(base_url);
  return url && is_loopback(*url);
}

std::string_view version() {
  return URP_VERSION;
}

}  // namespace urp
