// urp init: a commented configuration and an empty database to begin with.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/settings.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "configuration.hpp"
#include "environment.hpp"
#include "invocation.hpp"
#include "language.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

fs::path target_file(const CommonOptions& common) {
  if (!common.config.empty()) return fs::absolute(common.config).lexically_normal();
  if (const auto named = environment("URP_CONFIG")) return fs::absolute(*named).lexically_normal();
  return is_root() ? system_configuration() : user_configuration();
}

fs::path target_database(const CommonOptions& common) {
  if (!common.database.empty()) return fs::absolute(common.database).lexically_normal();
  if (const auto named = environment("URP_DATABASE")) return fs::absolute(*named).lexically_normal();
  return is_root() ? Settings().database.path : data_home() / "urp" / "urp.db";
}

// Whatever the umask: everybody may read it, since it holds no secrets, and nobody else may write it.
constexpr mode_t configuration_mode = 0644, folder_mode = 0755;

[[noreturn]] void complain(const fs::path& file) {
  if (errno == ENOSPC || errno == EDQUOT)
    throw Error(Fault::failed, say(_("{0}: the disk is full"), file.string()),
                _("make room, then try again; nothing was left behind"));
  const Fault fault = errno == EACCES || errno == EPERM || errno == EROFS ? Fault::denied : Fault::failed;
  throw Error(fault, say(_("{0}: cannot be written: {1}"), file.string(), std::strerror(errno)));
}

/// Or errno says why not.
bool write_whole(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

void refuse_existing(const fs::path& file) {
  std::error_code unknown;
  if (!fs::exists(fs::symlink_status(file, unknown))) return;
  throw Error(Fault::conflict, say(_("{0} is there already; nothing was changed"), file.string()),
              _("edit it, or name another file with --config"));
}

void make_folders(const fs::path& folder) {
  if (folder.empty() || fs::exists(folder)) return;
  make_folders(folder.parent_path());
  if (mkdir(folder.c_str(), folder_mode) == 0) {
    chmod(folder.c_str(), folder_mode);
  } else if (errno != EEXIST) {
    complain(folder);
  }
}

/// On disk before anything else is made, and gone again unless it is put in its place. It waits in the folder
/// that is there already: those below it may be the database's, which makes them in its own way.
class NewConfiguration {
 public:
  NewConfiguration(fs::path file, std::string_view text) : file_(std::move(file)) {
    fs::path folder = file_.parent_path();
    while (!fs::exists(folder) && folder.has_relative_path()) folder = folder.parent_path();
    std::string name = folder / (file_.filename().string() + ".XXXXXX");
    const int fd = mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0) complain(file_);
    passing_ = name;
    const bool well = write_whole(fd, text) && fchmod(fd, configuration_mode) == 0 && fsync(fd) == 0;
    const int why = errno;
    close(fd);
    if (well) return;
    unlink(passing_.c_str());
    errno = why;
    complain(file_);
  }
  ~NewConfiguration() {
    if (!passing_.empty()) unlink(passing_.c_str());
  }
  NewConfiguration(const NewConfiguration&) = delete;
  /// Of two who begin at once one is refused.
  void put() {
    make_folders(file_.parent_path());
    if (renameat2(AT_FDCWD, passing_.c_str(), AT_FDCWD, file_.c_str(), RENAME_NOREPLACE) != 0) {
      if (errno == EEXIST) refuse_existing(file_);
      complain(file_);
    }
    passing_.clear();
  }

 private:
  fs::path file_, passing_;
};

void next_steps(Printer& out, const fs::path& file, const fs::path& database) {
  out.sentence(say(_("configuration  {0}"), file.string()));
  out.sentence(say(_("database       {0}, and media/ beside it"), database.string()));
  out.line();
  out.sentence(_("Next:"));
  const auto step = [&out](const std::string& text) {
    out.line(wrap_lines(text, out.style().width - 3, "   "));
  };
  step(say(_("1. In {0}: office, hours, phone_number_id, services; then: urp config check"), file.string()));
  step(
      _("2. The secrets, each in a file of mode 0600 that the configuration names, or in the environment: "
        "token_file (URP_TOKEN), app_secret_file (URP_APP_SECRET), verify_token_file (URP_VERIFY_TOKEN)"));
  step(
      _("3. urp listen, behind a reverse proxy with TLS; its address is the webhook in WhatsApp's settings"));
  step(_("4. urp, to see the day"));
}

void run(Invocation& call, bool dry_run) {
  const fs::path file = target_file(call.common);
  const fs::path database = target_database(call.common);
  if (!dry_run) refuse_existing(file);
  const std::string language = language_of(call.common.lang).value_or(call.office_language());
  const std::string text = settings_template(language, database);
  if (dry_run) return call.out().put(text);
  OfficeOptions options;
  options.settings = parse_settings(text, file.string(), file.parent_path());
  options.actor = {.clerk = login_name(), .login = login_name()};
  options.now = [] { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); };
  options.migrate = true;
  // The database before the configuration has its name: when it fails nothing is in the way of the next try.
  NewConfiguration configuration(file, text);
  const Office office = Office::open(std::move(options));
  configuration.put();
  if (call.common.json) {
    const std::vector<std::pair<std::string, std::string>> values = {
        {"configuration", file.string()},
        {"database", database.string()},
        {"media", (database.parent_path() / "media").string()}};
    return call.out().line(to_json(values));
  }
  if (call.style().screen) return next_steps(call.out(), file, database);
  call.out().row({"configuration", file.string()});
  call.out().row({"database", database.string()});
}

}  // namespace

void add_init(Arguments& command, Invocation& invocation) {
  auto dry_run = std::make_shared<bool>(false);
  command.add_flag("--dry-run", *dry_run, _("print the configuration, and write nothing"));
  command.footer("urp init --config ~/rehearsal/urp.toml --database ~/rehearsal/urp.db");
  invocation.action = [dry_run](Invocation& call) { run(call, *dry_run); };
}

}  // namespace urp::cli
