// commands.hpp: the one list of verbs, in the order and groups of --help.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace urp::cli {

class Invocation;

enum class VerbGroup { clerk, machine };

struct Verb {
  std::string_view name;
  VerbGroup group;
  const char* summary;                                     // translated with _()
  void (*add)(CLI::App& command, Invocation& invocation);  // registers options, stores the action
  bool json = true;
};

std::span<const Verb> verbs();
const Verb* find_verb(std::string_view name);
std::vector<std::string> verb_names();

void add_status(CLI::App& command, Invocation& invocation);
void add_inbox(CLI::App& command, Invocation& invocation);
void add_show(CLI::App& command, Invocation& invocation);
void add_reply(CLI::App& command, Invocation& invocation);
void add_note(CLI::App& command, Invocation& invocation);
void add_new(CLI::App& command, Invocation& invocation);
void add_flag(CLI::App& command, Invocation& invocation);
void add_route(CLI::App& command, Invocation& invocation);
void add_split(CLI::App& command, Invocation& invocation);
void add_merge(CLI::App& command, Invocation& invocation);
void add_link(CLI::App& command, Invocation& invocation);
void add_contact(CLI::App& command, Invocation& invocation);
void add_next(CLI::App& command, Invocation& invocation);
void add_template(CLI::App& command, Invocation& invocation);
void add_notice(CLI::App& command, Invocation& invocation);
void add_topic(CLI::App& command, Invocation& invocation);
void add_take(CLI::App& command, Invocation& invocation);
void add_release(CLI::App& command, Invocation& invocation);
void add_assign(CLI::App& command, Invocation& invocation);
void add_close(CLI::App& command, Invocation& invocation);
void add_reopen(CLI::App& command, Invocation& invocation);
void add_later(CLI::App& command, Invocation& invocation);
void add_urgent(CLI::App& command, Invocation& invocation);
void add_tag(CLI::App& command, Invocation& invocation);
void add_kind(CLI::App& command, Invocation& invocation);
void add_subject(CLI::App& command, Invocation& invocation);
void add_identify(CLI::App& command, Invocation& invocation);
void add_cancel(CLI::App& command, Invocation& invocation);
void add_outbox(CLI::App& command, Invocation& invocation);
void add_media(CLI::App& command, Invocation& invocation);
void add_search(CLI::App& command, Invocation& invocation);
void add_export(CLI::App& command, Invocation& invocation);
void add_init(CLI::App& command, Invocation& invocation);
void add_listen(CLI::App& command, Invocation& invocation);
void add_sync(CLI::App& command, Invocation& invocation);
void add_doctor(CLI::App& command, Invocation& invocation);
void add_migrate(CLI::App& command, Invocation& invocation);
void add_replay(CLI::App& command, Invocation& invocation);
void add_config(CLI::App& command, Invocation& invocation);
void add_completion(CLI::App& command, Invocation& invocation);
void add_help(CLI::App& command, Invocation& invocation);

}  // namespace urp::cli
