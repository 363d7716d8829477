// invocation.hpp: one call of urp: what all verbs share, and what a verb asks for only when it needs it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <urp/error.hpp>
#include <urp/office.hpp>
#include <urp/open.hpp>

#include "configuration.hpp"
#include "printer.hpp"

namespace urp::cli {

class Arguments;

struct CommonOptions {
  std::string config, database, clerk, lang, color, now;
  bool json = false;
};

class Invocation {
 public:
  CommonOptions common;
  /// Stored while the command line is parsed, run afterwards: a wrong option never follows half an action.
  std::function<void(Invocation&)> action;
  /// Done, but not all of it: the exit status says so although the result was printed.
  std::optional<Fault> shortcoming;

  /// Read once. Throws configuration.
  const Configuration& configuration();
  /// [ui], or nothing when the configuration cannot be read: the error belongs to the verbs that need it.
  Settings::Ui user_interface();
  std::string office_language();
  Printer& out();
  const TerminalStyle& style() { return out().style(); }
  /// A clerk's verb: the login must be one of the office's. Opened once.
  Office& office();
  /// A verb of the machine: any login; an older database is brought up to date when `migrate`.
  Office& machine_office(bool migrate = false);
  /// For who opens it in another way: not opened yet, created for a clerk's verb alone.
  OpenRequest open_request(bool clerk_verb, bool migrate = false);
  /// Another one, for a thread of its own.
  Office open_machine_office();
  /// Whether this login may send: the access token comes from the environment or can be read. Throws what
  /// keeps it away when `must`.
  bool may_read_token(bool must = false);
  /// For verbs that need no office: the offices's zone and time. Throws refused for --now outside rehearsals.
  Clock clock(const Zone& zone);
  /// What the clerk decided since the last time is what `urp undo` takes back next. Done at the end of each
  /// verb; sooner where a verb does several things, one after the other.
  void remember_deeds();
  /// Taking back is no deed to be taken back: what was done until now is not remembered.
  void forget_deeds();

 private:
  std::optional<Settings> readable_settings();
  Office make_office(bool clerk_verb, bool migrate);
  Office& open(bool clerk_verb, bool migrate);

  std::optional<Configuration> configuration_;
  std::unique_ptr<Printer> out_;
  std::optional<Office> office_;
  EventId remembered_;  // deeds until here
};

/// The document of a verb with --json: on stdout when all is well, else on stderr.
void put_document(Invocation& call, const std::string& document, bool well);

/// --json, --lang, --config, --database, --clerk, --color, --now. `json` is false for verbs that have none.
void add_common_options(Arguments& command, CommonOptions& common, bool json);

}  // namespace urp::cli
