#include "invocation.hpp"

#include <urp/open.hpp>

#include "arguments.hpp"
#include "clerk.hpp"
#include "environment.hpp"
#include "help.hpp"
#include "process.hpp"
#include "say.hpp"
#include "session.hpp"

namespace urp::cli {

const Configuration& Invocation::configuration() {
  if (!configuration_) configuration_ = read_configuration(common.config, common.database);
  return *configuration_;
}

std::optional<Settings> Invocation::readable_settings() {
  try {
    return configuration().settings;
  } catch (const Error&) {
    return std::nullopt;  // `init` and `--help` work without; who needs it asks configuration() and gets the
                          // error
  }
}

Settings::Ui Invocation::user_interface() {
  const auto settings = readable_settings();
  return settings ? settings->ui : Settings::Ui();
}

std::string Invocation::office_language() {
  const auto settings = readable_settings();
  return settings ? settings->office.language : Settings().office.language;
}

Printer& Invocation::out() {
  if (!out_) out_ = std::make_unique<Printer>(detect_terminal_style(common.color, user_interface()));
  return *out_;
}

Office& Invocation::office() {
  return open(true, false);
}
Office& Invocation::machine_office(bool migrate) {
  return open(false, migrate);
}

Clock Invocation::clock(const Zone& zone) {
  const Clock machine = [] { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); };
  if (common.now.empty()) return machine;
  if (!is_loopback(configuration().settings.whatsapp.base_url)) {
    throw Error(Fault::refused, _("--now is for rehearsals, and this office talks to the real WhatsApp"),
                _("a rehearsal has [whatsapp] base_url = \"http://127.0.0.1:PORT\""));
  }
  const TimePoint now = parse_time(common.now, machine(), zone);
  return [now] { return now; };
}

Office Invocation::open_machine_office() {
  return make_office(false, false);
}

bool Invocation::may_read_token(bool must) {
  if (environment_secrets().token) return true;
  const auto& file = configuration().settings.whatsapp.token_file;
  try {
    if (file.empty()) {
      throw Error(Fault::configuration, _("whatsapp.token_file is missing"), _("name the file in urp.toml"));
    }
    read_secret(file, "whatsapp.token_file");
    return true;
  } catch (const Error&) {
    if (must) throw;
    return false;  // the ordinary case for clerks: the service sends
  }
}

void Invocation::remember_deeds() {
  if (!office_) return;
  const auto deeds = list_deeds(*office_, remembered_);
  if (deeds.empty()) return;
  remembered_ = deeds.back().last;
  urp::cli::remember_deeds({office_->actor().clerk, configuration().settings.database.path}, deeds);
}

void Invocation::forget_deeds() {
  const auto deeds = list_deeds(office(), remembered_);
  if (!deeds.empty()) remembered_ = deeds.back().last;
}

Office& Invocation::open(bool clerk_verb, bool migrate) {
  if (!office_) office_ = make_office(clerk_verb, migrate);
  return *office_;
}

Office Invocation::make_office(bool clerk_verb, bool migrate) {
  return open_office(open_request(clerk_verb, migrate));
}

OpenRequest Invocation::open_request(bool clerk_verb, bool migrate) {
  const Settings& settings = configuration().settings;
  const std::string wished = common.clerk.empty() ? environment("URP_CLERK").value_or("") : common.clerk;
  OfficeOptions options;
  options.settings = settings;
  options.secrets = environment_secrets();
  options.actor =
      choose_clerk(settings.office.clerks, {.name = login_name(), .root = is_root()}, wished, clerk_verb);
  if (!common.now.empty()) options.now = clock(load_zone(settings.office.timezone));
  options.migrate = migrate;
  return {.options = std::move(options),
          .create = clerk_verb,
          .other_clock = !common.now.empty(),
          .configuration = configuration().file};
}

void put_document(Invocation& call, const std::string& document, bool well) {
  if (well) return call.out().line(document);
  put_error(document + "\n");
}

void add_common_options(Arguments& command, CommonOptions& common, bool json) {
  const auto add = [&](const char* name, std::string& value, const char* type, const char* description) {
    return command.add_option(name, value, description)->type_name(type)->group(common_group);
  };
  if (json) {
    command.add_flag("--json", common.json, _("one JSON document instead of a screen"))->group(common_group);
  }
  add("--lang", common.lang, "it|en", _("the language of this call"));
  add("--config", common.config, _("FILE"), _("the configuration, instead of /etc/urp/urp.toml"))
      ->names_path();
  add("--database", common.database, _("FILE"), _("the database, instead of the configured one"))
      ->names_path();
  if (!command.find("--clerk")) {  // a filter of the lists has taken the name
    add("--clerk", common.clerk, _("NAME"), _("who acts, when it is not the login"));
  }
  add("--color", common.color, _("WHEN"), _("auto, always, never"));
  add("--now", common.now, _("TIME"), _("another time than the clock's, for rehearsals"));
}

}  // namespace urp::cli
