#include "commands.hpp"

#include "say.hpp"

namespace urp::cli {
namespace {

constexpr Verb all[] = {
    {"status", VerbGroup::clerk, later("the day at a glance; also plain `urp`"), add_status},
    {"inbox", VerbGroup::clerk, later("what is the office's turn: urgent first, then the longest wait"),
     add_inbox},
    {"next", VerbGroup::clerk, later("claim the first case that is free, and show it"), add_next},
    {"show", VerbGroup::clerk, later("one ticket as a conversation; also `urp 415`"), add_show},
    {"reply", VerbGroup::clerk, later("answer a citizen"), add_reply},
    {"note", VerbGroup::clerk, later("write an internal note, which is never sent"), add_note},
    {"route", VerbGroup::clerk, later("hand cases to the competent service"), add_route},
    {"close", VerbGroup::clerk, later("the case is done"), add_close},
    {"reopen", VerbGroup::clerk, later("a closed case is the office's again"), add_reopen},
    {"later", VerbGroup::clerk, later("out of sight until then, or until the citizen writes"), add_later},
    {"new", VerbGroup::clerk, later("enter a case for a citizen who did not write"), add_new},
    {"take", VerbGroup::clerk, later("claim cases"), add_take},
    {"release", VerbGroup::clerk, later("give cases back"), add_release},
    {"assign", VerbGroup::clerk, later("hand cases to a colleague"), add_assign},
    {"urgent", VerbGroup::clerk, later("put cases before all others"), add_urgent},
    {"kind", VerbGroup::clerk, later("what sort of case it is; the legal term follows"), add_kind},
    {"subject", VerbGroup::clerk, later("say in one line what a case is about"), add_subject},
    {"tag", VerbGroup::clerk, later("words to find cases by"), add_tag},
    {"identify", VerbGroup::clerk, later("whether the office knows who the citizen is"), add_identify},
    {"flag", VerbGroup::clerk, later("flag or hide a message"), add_flag},
    {"split", VerbGroup::clerk, later("make two cases of one"), add_split},
    {"merge", VerbGroup::clerk, later("make one case of two of the same citizen"), add_merge},
    {"link", VerbGroup::clerk, later("cases of several citizens about one matter"), add_link},
    {"undo", VerbGroup::clerk, later("take back the answer sent last, while it still rests"), add_undo},
    {"cancel", VerbGroup::clerk, later("take back what has not left"), add_cancel},
    {"outbox", VerbGroup::clerk, later("what has not left; settle what is uncertain"), add_outbox},
    {"media", VerbGroup::clerk, later("attachments: where they are, copy them, open them"), add_media},
    {"template", VerbGroup::clerk, later("texts that WhatsApp approved beforehand"), add_template},
    {"notice", VerbGroup::clerk, later("inform those who subscribed: write, schedule, send"), add_notice},
    {"topic", VerbGroup::clerk, later("what citizens can subscribe to, and who did"), add_topic},
    {"contact", VerbGroup::clerk, later("citizens: who they are, their cases, what is noted"), add_contact},
    {"search", VerbGroup::clerk, later("full text over messages, notes, names and file names"), add_search},
    {"export", VerbGroup::clerk, later("tickets or messages, row by row, for other programs"), add_export},

    {"init", VerbGroup::machine, later("write a configuration, create the database"), add_init},
    {"listen", VerbGroup::machine, later("receive webhooks over HTTP, and send"), add_listen, false},
    {"sync", VerbGroup::machine, later("send and fetch once, for cron"), add_sync},
    {"doctor", VerbGroup::machine, later("is everything well? one line each, with the cure"), add_doctor},
    {"migrate", VerbGroup::machine, later("bring an older database up to date"), add_migrate},
    {"replay", VerbGroup::machine, later("project what is unhandled in the journal again"), add_replay},
    {"config", VerbGroup::machine, later("which configuration counts, and what it says"), add_config},
    {"completion", VerbGroup::machine, later("a script that completes urp's words in a shell"),
     add_completion, false},
    {"help", VerbGroup::machine, later("the manual page of a verb"), add_help, false},
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
