// urp completion SHELL: a script, and the answers to what it asks.
#include <memory>

#include <urp/error.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "complete_line.hpp"
#include "complete_values.hpp"
#include "completion_scripts.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct CompletionOptions {
  std::string shell, values;
  bool line = false;
};

/// Ended by a NUL each, so that the last may be empty.
std::vector<std::string> words_of(std::string_view input) {
  std::vector<std::string> words;
  for (std::size_t end = 0; (end = input.find('\0')) != input.npos; input.remove_prefix(end + 1))
    words.emplace_back(input.substr(0, end));
  return words;
}

void offer(Printer& out, const Wanted& wanted, const std::vector<Candidate>& candidates) {
  for (const Candidate& one : candidates) {
    if (one.word.starts_with(wanted.typed)) out.row({wanted.before + one.word, one.help});
  }
}

void answer(Invocation& call) {
  const Wanted wanted = wanted_at(words_of(session_sources().standard_input()));
  Printer& out = call.out();
  if (wanted.what == Wanted::What::files) return out.line("files");
  if (wanted.what == Wanted::What::folders) return out.line("folders");
  out.line("words");
  offer(out, wanted, wanted.candidates);
  for (const std::string& kind : wanted.kinds) offer(out, wanted, values_of(call, kind));
}

void run(Invocation& call, const CompletionOptions& options) {
  check_word(_("SHELL"), options.shell, {"bash", "zsh", "fish"});
  if (!options.values.empty()) {
    for (const Candidate& value : values_of(call, options.values)) call.out().row({value.word});
    return;
  }
  call.out().stream();  // read by a shell, not by a pager
  if (options.line) return answer(call);
  call.out().put(completion_script(options.shell));
}

}  // namespace

void add_completion(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<CompletionOptions>();
  command.add_option(_("SHELL"), options->shell, "bash, zsh, fish")->required();
  command.add_option("--values", options->values, "")->group(hidden_group);
  command.add_flag("--line", options->line, "")->group(hidden_group);
  command.footer("source <(urp completion bash)");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
