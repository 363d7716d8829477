// office.hpp: the office as a handle: database, media folder, settings, clocks, and who acts. One per thread.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <urp/api.hpp>
#include <urp/event.hpp>
#include <urp/settings.hpp>
#include <urp/time.hpp>

namespace urp {

/// Secrets that came from the environment; what is missing is read from the files that Settings names.
struct Secrets {
  std::optional<std::string> token, app_secret, verify_token;
};

struct OfficeOptions {
  Settings settings;
  Secrets secrets;
  Actor actor;
  Clock now;   // the office clock; `--now` replaces it
  Clock real;  // locks, back-off, recorded_at; empty: the machine's clock
  std::function<std::chrono::steady_clock::time_point()> steady;  // pace; empty: the machine's
  bool migrate = false;  // bring an older database up to date instead of refusing it
};

class URP_API Office {
 public:
  /// Opens the database, creating it (and its folder) when there is none.
  /// Throws schema_newer, schema_older, busy, denied, configuration, failed.
  static Office open(OfficeOptions options);

  Office(Office&&) noexcept;
  Office& operator=(Office&&) noexcept;
  ~Office();

  const Settings& settings() const;
  const Zone& zone() const;
  const Actor& actor() const;
  TimePoint now() const;

  struct Local;  // seen by desk, intake and work alone: office/local.hpp
  Local& local() { return *local_; }

 private:
  explicit Office(std::unique_ptr<Local> local);
  std::unique_ptr<Local> local_;
};

/// The zone of the office, read from the system's zone files. Throws configuration.
URP_API Zone load_zone(const std::string& name);
/// A secret from a file: without the newline at its end. Refuses (denied) a file that others can read.
URP_API std::string read_secret(const std::filesystem::path& file, std::string_view setting);

/// The rule of rehearsals: only a loopback address stands for "not the real WhatsApp".
URP_API bool is_loopback(std::string_view base_url);

/// What the version in --version, User-Agent and schema messages is.
URP_API std::string_view version();

}  // namespace urp
