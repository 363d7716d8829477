// main.cpp: parse, then run the chosen action; one place where failures become words and a number.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "command_line.hpp"
#include "environment.hpp"
#include "exit_status.hpp"
#include "failure.hpp"
#include "language.hpp"
#include "process.hpp"
#include "said_before.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// --lang, URP_LANG, [ui] language, the locale, office.language. Machine output is never translated.
void choose_language(const Outline& outline, Invocation& invocation) {
  if (outline.json) return;
  if (!outline.lang.empty()) {
    const auto asked = language_of(outline.lang);
    if (!asked) {
      speak(language_of_locale().value_or(invocation.office_language()));
      throw Error(Fault::usage, say(_("--lang: \"{0}\" is not one of: it, en"), outline.lang));
    }
    return speak(*asked);
  }
  auto language = language_of(environment("URP_LANG").value_or(""));
  if (!language) language = language_of(invocation.user_interface().language.value_or(""));
  if (!language) language = language_of_locale();
  if (!language) language = invocation.office_language();
  speak(*language);
}

/// What a crontab runs every minute; none: something that a person runs, who is to hear each time what is
/// wrong.
std::optional<Task> task_of_cron(const Outline& outline) {
  const bool is_part = outline.verb == "notice" && !outline.words.empty() && outline.words.front() == "run";
  if ((outline.verb != "sync" && !is_part) || outline.json || isatty(STDERR_FILENO) == 1) return std::nullopt;
  return Task{environment("URP_CONFIG").value_or("") + "\n" + outline.config + "\n" + outline.database,
              outline.verb};
}

void report(const Error& error, const Outline& outline) {
  const int status = exit_status(error.fault());
  const auto task = task_of_cron(outline);
  if (task && error.fault() != Fault::usage && said_before(*task, error.what())) return;
  const bool json = outline.json;
  if (json) return put_error(error_json(error, status) + "\n");
  std::string text = "urp: " + escape_controls(error.what()) + "\n";
  if (!error.hint().empty()) text += say(_("hint: {0}"), escape_controls(error.hint())) + "\n";
  tell(text);
}

/// What a verb did can be taken back, also when it failed half-way.
void act(Invocation& invocation) {
  try {
    invocation.action(invocation);
  } catch (...) {
    invocation.remember_deeds();
    throw;
  }
  invocation.remember_deeds();
}

int run(const std::vector<std::string>& arguments) {
  const Outline outline = outline_of(arguments);
  Invocation invocation;
  invocation.common.config = outline.config;  // the language may stand in it, before the options are parsed
  invocation.common.database = outline.database;
  try {
    choose_language(outline, invocation);
    parse_command_line(outline, invocation);
    act(invocation);
    invocation.out().finish();
    if (const auto task = task_of_cron(outline); task && !invocation.shortcoming) forget_said(*task);
    return invocation.shortcoming ? exit_status(*invocation.shortcoming) : 0;
  } catch (const Error& error) {
    report(error, outline);
    return exit_status(error.fault());
  } catch (const std::exception& error) {
    const Error explained = explain(error);
    report(explained, outline);
    return exit_status(explained.fault());
  }
}

void end_interrupted(int) {
  // An open transaction is rolled back by whoever opens the database next; nothing else needs an end.
  _exit(130);
}

}  // namespace
}  // namespace urp::cli

int main(int argc, char** argv) {
  urp::cli::settle_process();
  unsetenv("SSLKEYLOGFILE");  // curl would write the keys of every connection into it
  std::signal(SIGINT, urp::cli::end_interrupted);
  return urp::cli::run(std::vector<std::string>(argv + 1, argv + argc));
}
