// urp help [VERB]: the manual page, or what --help says where there is no man.
#include <unistd.h>

#include <memory>

#include "arguments.hpp"
#include "command_line.hpp"
#include "commands.hpp"
#include "environment.hpp"
#include "help.hpp"
#include "invocation.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// Does not return when man took over.
void try_manual(const std::string& page) {
  namespace fs = std::filesystem;
  if (!is_on_path("man")) return;
  for (const fs::path& folder : {prefix() / "share" / "man" / "man1", fs::path("/usr/share/man/man1")}) {
    for (const char* suffix : {".1", ".1.gz"}) {
      const std::string file = (folder / (page + suffix)).string();
      if (access(file.c_str(), R_OK) == 0) execlp("man", "man", file.c_str(), static_cast<char*>(nullptr));
    }
  }
}

void run(Invocation& call, const std::string& verb) {
  if (call.style().live) try_manual(verb.empty() ? "urp" : "urp-" + verb);
  if (verb.empty()) return call.out().put(overall_help(call.style().width));
  Outline outline;
  outline.verb = verb;
  outline.words = {"--help"};
  Invocation asked;
  parse_command_line(outline, asked);
  asked.action(call);
}

}  // namespace

void add_help(Arguments& command, Invocation& invocation) {
  auto verb = std::make_shared<std::string>();
  command.add_option(_("VERB"), *verb, _("of which command; without one, all"));
  command.footer("urp help inbox");
  invocation.action = [verb](Invocation& call) { run(call, *verb); };
}

}  // namespace urp::cli
