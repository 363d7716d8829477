// urp tutorial: ten minutes with invented citizens, in an office of its own; each step is looked at.
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <urp/error.hpp>
#include <urp/practice.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "ask.hpp"
#include "commands.hpp"
#include "environment.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "tutorial_steps.hpp"

namespace urp::cli {
namespace {

namespace fs = std::filesystem;

/// A folder of its own with configuration and database; gone when this ends.
class PracticeFolder {
 public:
  PracticeFolder() {
    std::string pattern = (fs::temp_directory_path() / "urp-tutorial-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw Error(Fault::failed, say(_("{0}: cannot be written"), pattern));
    path_ = pattern;
  }
  ~PracticeFolder() {
    std::error_code failed;
    fs::remove_all(path_, failed);
  }
  PracticeFolder(const PracticeFolder&) = delete;
  PracticeFolder& operator=(const PracticeFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

Office open_practice(const fs::path& folder, bool italian) {
  const fs::path file = folder / "urp.toml";
  const std::string text = tutorial_settings(italian);
  if (!(std::ofstream(file) << text << std::flush))
    throw Error(Fault::failed, say(_("{0}: cannot be written"), file.string()));
  OfficeOptions options;
  options.settings = parse_settings(text, file.string(), folder);
  options.secrets.app_secret = options.secrets.verify_token = "practice";
  options.actor = {.clerk = login_name(), .login = login_name()};
  options.now = [] { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); };
  options.migrate = true;
  return Office::open(std::move(options));
}

/// The line as a shell understands it, with the practice office for every urp in it.
bool run_line(const std::string& line, const fs::path& folder, const char* language) {
  const pid_t child = fork();
  if (child < 0) throw Error(Fault::failed, _("no process for the command"));
  if (child == 0) {
    std::signal(SIGINT, SIG_DFL);
    const std::string path =
        (prefix() / "bin").string() + ":" + environment("PATH").value_or("/usr/bin:/bin");
    setenv("PATH", path.c_str(), 1);
    setenv("URP_CONFIG", (folder / "urp.toml").c_str(), 1);
    setenv("URP_LANG", language, 1);
    for (const char* name : {"URP_DATABASE", "URP_CLERK"}) unsetenv(name);
    execl("/bin/sh", "sh", "-c", line.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  const auto before = std::signal(SIGINT, SIG_IGN);  // it belongs to the command
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  std::signal(SIGINT, before);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void tell_step(const TerminalStyle& style, std::size_t number, std::size_t count, const TutorialStep& step) {
  put_error("\n" + rule(style, say(_("step {0} of {1}"), number, count)) + "\n");
  put_error(wrap_lines(step.text, style.width, "") + "\n");
  put_error(style.bold("  " + step.command) + "\n");
}

/// False: the clerk has enough.
bool take_step(Invocation& call, Office& office, const fs::path& folder, const TutorialStep& step,
               bool italian) {
  for (;;) {
    const std::string line = ask("urp>");
    if (line.empty() || line == "q" || line == "exit") return false;
    const bool well = run_line(line, folder, italian ? "it" : "en");
    const bool done = step.done ? step.done(office) : well && line.starts_with("urp");
    if (done) {
      put_error(call.style().bold(_("Done.")) + "\n");
      return true;
    }
    put_error(say(_("Not yet: {0}   (q or an empty line ends the tutorial)"), step.command) + "\n");
  }
}

void run(Invocation& call) {
  if (!can_ask()) {
    throw Error(Fault::usage, _("the tutorial needs a person at a terminal"), _("the manual: urp help"));
  }
  const bool italian = std::string_view(in_context("code of the language of these sentences", "en")) == "it";
  const PracticeFolder folder;
  Office office = open_practice(folder.path(), italian);
  write_as_citizens(office, tutorial_citizens(italian));
  const auto steps = tutorial_steps();
  put_error(wrap_lines(
                _("Ten minutes with citizens who do not exist, in an office of its own that is thrown away "
                  "afterwards. Nothing is sent. Type what each step shows, or what you think does the same."),
                call.style().width, "") +
            "\n");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    tell_step(call.style(), i + 1, steps.size(), steps[i]);
    if (!take_step(call, office, folder.path(), steps[i], italian)) {
      put_error(std::string(_("Left; again from the beginning with: urp tutorial")) + "\n");
      return;
    }
  }
  put_error("\n" +
            wrap_lines(_("That is a day's work: next or triage, route, reply, flag, later, close. Every verb "
                         "has a page: urp help reply."),
                       call.style().width, "") +
            "\n");
}

}  // namespace

void add_tutorial(Arguments& command, Invocation& invocation) {
  command.footer("urp tutorial");
  invocation.action = run;
}

}  // namespace urp::cli
