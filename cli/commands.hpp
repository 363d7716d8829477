// commands.hpp: the one list of verbs, in the order and groups of --help.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace urp::cli {

class Arguments;
class Invocation;

enum class VerbGroup { clerk, seldom, machine };

struct Verb {
  std::string_view name;
  VerbGroup group;
  const char* summary;                                      // translated with _()
  void (*add)(Arguments& command, Invocation& invocation);  // registers options, stores the action
  bool json = true;
};

std::span<const Verb> verbs();
const Verb* find_verb(std::string_view name);
std::vector<std::string> verb_names();

void add_status(Arguments& command, Invocation& invocation);
void add_inbox(Arguments& command, Invocation& invocation);
void add_triage(Arguments& command, Invocation& invocation);
void add_show(Arguments& command, Invocation& invocation);
void add_reply(Arguments& command, Invocation& invocation);
void add_similar(Arguments& command, Invocation& invocation);
void add_note(Arguments& command, Invocation& invocation);
void add_new(Arguments& command, Invocation& invocation);
void add_flag(Arguments& command, Invocation& invocation);
void add_redact(Arguments& command, Invocation& invocation);
void add_route(Arguments& command, Invocation& invocation);
void add_split(Arguments& command, Invocation& invocation);
void add_merge(Arguments& command, Invocation& invocation);
void add_link(Arguments& command, Invocation& invocation);
void add_contact(Arguments& command, Invocation& invocation);
void add_log(Arguments& command, Invocation& invocation);
void add_next(Arguments& command, Invocation& invocation);
void add_canned(Arguments& command, Invocation& invocation);
void add_template(Arguments& command, Invocation& invocation);
void add_notice(Arguments& command, Invocation& invocation);
void add_topic(Arguments& command, Invocation& invocation);
void add_take(Arguments& command, Invocation& invocation);
void add_release(Arguments& command, Invocation& invocation);
void add_assign(Arguments& command, Invocation& invocation);
void add_close(Arguments& command, Invocation& invocation);
void add_reopen(Arguments& command, Invocation& invocation);
void add_later(Arguments& command, Invocation& invocation);
void add_urgent(Arguments& command, Invocation& invocation);
void add_tag(Arguments& command, Invocation& invocation);
void add_kind(Arguments& command, Invocation& invocation);
void add_clock(Arguments& command, Invocation& invocation);
void add_subject(Arguments& command, Invocation& invocation);
void add_identify(Arguments& command, Invocation& invocation);
void add_undo(Arguments& command, Invocation& invocation);
void add_cancel(Arguments& command, Invocation& invocation);
void add_outbox(Arguments& command, Invocation& invocation);
void add_drafts(Arguments& command, Invocation& invocation);
void add_media(Arguments& command, Invocation& invocation);
void add_search(Arguments& command, Invocation& invocation);
void add_stats(Arguments& command, Invocation& invocation);
void add_export(Arguments& command, Invocation& invocation);
void add_protocol(Arguments& command, Invocation& invocation);
void add_publish(Arguments& command, Invocation& invocation);
void add_tutorial(Arguments& command, Invocation& invocation);
void add_init(Arguments& command, Invocation& invocation);
void add_listen(Arguments& command, Invocation& invocation);
void add_sync(Arguments& command, Invocation& invocation);
void add_doctor(Arguments& command, Invocation& invocation);
void add_audit(Arguments& command, Invocation& invocation);
void add_backup(Arguments& command, Invocation& invocation);
void add_restore(Arguments& command, Invocation& invocation);
void add_purge(Arguments& command, Invocation& invocation);
void add_verify(Arguments& command, Invocation& invocation);
void add_mail_in(Arguments& command, Invocation& invocation);
void add_migrate(Arguments& command, Invocation& invocation);
void add_replay(Arguments& command, Invocation& invocation);
void add_rules(Arguments& command, Invocation& invocation);
void add_config(Arguments& command, Invocation& invocation);
void add_completion(Arguments& command, Invocation& invocation);
void add_help(Arguments& command, Invocation& invocation);

}  // namespace urp::cli
