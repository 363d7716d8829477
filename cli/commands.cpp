#include "commands.hpp"

#include "say.hpp"

namespace urp::cli {
namespace {

constexpr Verb all[] = {
    {"status", VerbGroup::clerk, N_("show the day at a glance; also plain `urp`"), add_status},
    {"inbox", VerbGroup::clerk, N_("list what is the office's turn: urgent first, then the longest wait"),
     add_inbox},
    {"next", VerbGroup::clerk, N_("claim the first case that is free, and show it"), add_next},
    {"triage", VerbGroup::clerk, N_("walk the inbox one case at a time, with single keys"), add_triage,
     false},
    {"show", VerbGroup::clerk, N_("show one ticket as a conversation; also `urp 415`"), add_show},
    {"reply", VerbGroup::clerk, N_("answer a citizen"), add_reply},
    {"similar", VerbGroup::clerk, N_("show what was answered in cases like this one"), add_similar},
    {"note", VerbGroup::clerk, N_("write an internal note, which is never sent"), add_note},
    {"route", VerbGroup::clerk, N_("hand cases to the competent service"), add_route},
    {"close", VerbGroup::clerk, N_("close cases"), add_close},
    {"reopen", VerbGroup::clerk, N_("reopen closed cases"), add_reopen},
    {"later", VerbGroup::clerk, N_("put cases off until a time, or until the citizen writes"), add_later},
    {"new", VerbGroup::clerk, N_("enter a case for a citizen who did not write"), add_new},
    {"take", VerbGroup::clerk, N_("claim cases"), add_take},
    {"release", VerbGroup::clerk, N_("give cases back"), add_release},
    {"assign", VerbGroup::clerk, N_("hand cases to a colleague"), add_assign},
    {"urgent", VerbGroup::clerk, N_("put cases before all others"), add_urgent},
    {"kind", VerbGroup::clerk, N_("set what sort of case it is; the legal term follows"), add_kind},
    {"subject", VerbGroup::clerk, N_("say in one line what a case is about"), add_subject},
    {"clock", VerbGroup::clerk, N_("show the terms of a case and the law behind them; suspend the legal one"),
     add_clock},
    {"tag", VerbGroup::clerk, N_("tag cases with words to find them by"), add_tag},
    {"identify", VerbGroup::clerk, N_("record whether the office knows who the citizen is"), add_identify},
    {"flag", VerbGroup::clerk, N_("flag or hide a message"), add_flag},
    {"redact", VerbGroup::clerk, N_("mask words inside a message"), add_redact},
    {"split", VerbGroup::clerk, N_("make two cases of one"), add_split},
    {"merge", VerbGroup::clerk, N_("make one case of two of the same citizen"), add_merge},
    {"link", VerbGroup::clerk, N_("link cases of several citizens about one matter"), add_link},
    {"undo", VerbGroup::clerk, N_("take back what this terminal did last"), add_undo},
    {"log", VerbGroup::clerk, N_("list what this terminal did, and what can still be taken back"), add_log},
    {"cancel", VerbGroup::clerk, N_("take back what has not left"), add_cancel},
    {"outbox", VerbGroup::clerk, N_("list what has not left; settle what is uncertain"), add_outbox},
    {"drafts", VerbGroup::clerk, N_("list what you typed and did not send"), add_drafts},
    {"media", VerbGroup::clerk, N_("list attachments, copy them, open them"), add_media},
    {"canned", VerbGroup::clerk, N_("show the answers that the office wrote beforehand"), add_canned},
    {"template", VerbGroup::clerk, N_("show the texts that WhatsApp approved beforehand"), add_template},
    {"notice", VerbGroup::clerk, N_("inform those who subscribed: write, schedule, send"), add_notice},
    {"topic", VerbGroup::clerk, N_("show what citizens can subscribe to, and who did"), add_topic},
    {"contact", VerbGroup::clerk, N_("show who citizens are, their cases, what is noted"), add_contact},
    {"search", VerbGroup::clerk, N_("search messages, notes, names and file names"), add_search},
    {"stats", VerbGroup::seldom, N_("show the figures of a period: what came, how soon it was answered"),
     add_stats},
    {"protocol", VerbGroup::seldom, N_("enter the number that the register gave a case"), add_protocol},
    {"publish", VerbGroup::seldom, N_("approve cases for the open data"), add_publish},
    {"export", VerbGroup::seldom, N_("write tickets or messages, row by row, for other programs"),
     add_export},
    {"tutorial", VerbGroup::seldom, N_("learn by doing, with citizens who do not exist"), add_tutorial,
     false},

    {"init", VerbGroup::machine, N_("write a configuration, create the database"), add_init},
    {"listen", VerbGroup::machine, N_("receive webhooks over HTTP, and send"), add_listen, false},
    {"sync", VerbGroup::machine, N_("send and fetch once, for cron"), add_sync},
    {"mail-in", VerbGroup::machine, N_("take in one mail: a service's answer, a receipt"), add_mail_in,
     false},
    {"doctor", VerbGroup::machine, N_("check that everything is well: one line each, with the fix"),
     add_doctor},
    {"backup", VerbGroup::machine, N_("copy database and attachments while others work"), add_backup},
    {"restore", VerbGroup::machine, N_("put a backup in the place of the office's database"), add_restore},
    {"purge", VerbGroup::machine, N_("destroy what is past its time"), add_purge},
    {"verify", VerbGroup::machine, N_("check database, audit chain and attachments"), add_verify},
    {"audit", VerbGroup::machine, N_("show who did what, out of the audit chain"), add_audit},
    {"migrate", VerbGroup::machine, N_("bring an older database up to date"), add_migrate},
    {"replay", VerbGroup::machine, N_("project what is unhandled in the journal again"), add_replay},
    {"rules", VerbGroup::machine, N_("list the rules, test them on past cases, propose words"), add_rules},
    {"config", VerbGroup::machine, N_("show which configuration counts, and what it says"), add_config},
    {"completion", VerbGroup::machine, N_("print a script that completes urp's words in a shell"),
     add_completion, false},
    {"help", VerbGroup::machine, N_("show the manual page of a verb"), add_help, false},
};

}  // namespace

std::span<const Verb> verbs() {
  return all;
}

const Verb* find_verb(std::string_view name) {
  for (const Verb& verb : all) {
    if (verb.name == name) return &verb;
  }
  return nullptr;
}

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const Verb& verb : all) names.emplace_back(verb.name);
  return names;
}

}  // namespace urp::cli
