// Every word that people may meet has a sentence, in both languages.
#include <doctest/doctest.h>
#include <libintl.h>

#include <clocale>
#include <cstdlib>
#include <functional>
#include <set>

#include <urp/event_verb_words.hpp>
#include <urp/reason.hpp>

#include "cli/event_words.hpp"
#include "cli/notice_view.hpp"
#include "cli/provider_words.hpp"
#include "cli/words.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

/// As long as it lives, sentences are Italian.
class Italian {
 public:
  Italian() {
    setenv("LANGUAGE", "it", 1);
    REQUIRE(setlocale(LC_ALL, "C.UTF-8") != nullptr);
    bindtextdomain("urp", URP_TEST_LOCALE);
    bind_textdomain_codeset("urp", "UTF-8");
  }
  ~Italian() {
    unsetenv("LANGUAGE");
    setlocale(LC_ALL, "C");
  }
  Italian(const Italian&) = delete;
};

std::string in_italian(const std::function<std::string()>& words) {
  const Italian italian;
  return words();
}

/// A sentence in English, another one in Italian, and none of another value of the same enum.
class Words {
 public:
  void check(std::string_view name, const std::function<std::string()>& words) {
    CAPTURE(name);
    const std::string english = words(), italian = in_italian(words);
    CHECK_FALSE(english.empty());
    CHECK(english != italian);
    CHECK(english.find('_') == std::string::npos);
    CHECK(italian.find('_') == std::string::npos);
    CHECK(english_.insert(english).second);
    CHECK(italian_.insert(italian).second);
  }

 private:
  std::set<std::string> english_, italian_;
};

}  // namespace

TEST_CASE("vocabulary: every verb of an event") {
  Words words;
  const auto verbs = all_event_verbs();
  CHECK(verbs.size() >= 58);
  for (const auto verb : verbs) {
    CHECK(event_verb(to_name(verb)) == verb);
    words.check(to_name(verb), [&] { return verb_words(verb, "maria"); });
  }
}

TEST_CASE("vocabulary: each verb of an event has one word in each language, and no two the same") {
  const auto words = event_verb_words();
  CHECK(words.size() == 2 * all_event_verbs().size());
  CHECK(std::set<std::string>(words.begin(), words.end()).size() == words.size());
  CHECK(event_verb("cancella_dati") == EventVerb::contact_erase);
}

TEST_CASE("vocabulary: every reason of ours") {
  Words words;
  for (const auto why : all_reasons()) {
    CHECK(reason(to_name(why)) == why);
    words.check(to_name(why), [&] { return sentence(why); });
    // Wherever it stands instead of WhatsApp's words: of a message, of a notice, of an attachment.
    const std::string name(to_name(why));
    CHECK(failure_words({0, name}) == sentence(why));
    CHECK(result_words(name, std::nullopt) == sentence(why));
    Message message;
    message.type = "image";
    message.media.emplace().state = MediaState::refused;
    message.media->why = name;
    CHECK(media_label({{&message}}) == "[photo REFUSED: " + sentence(why) + "]");
  }
}

TEST_CASE("vocabulary: the words of a ticket") {
  Words states, kinds, outcomes, identities, turns;
  for (const auto state : {TicketState::open_new, TicketState::open, TicketState::waiting,
                           TicketState::routed, TicketState::closed}) {
    states.check(to_name(state), [&] { return state_word(state); });
  }
  for (const auto state : {TicketState::open, TicketState::waiting}) {
    turns.check(to_name(state), [&] { return turn_mark(state); });
  }
  for (const auto kind : {TicketKind::request, TicketKind::report, TicketKind::complaint,
                          TicketKind::suggestion, TicketKind::access}) {
    kinds.check(to_name(kind), [&] { return kind_word(kind); });
  }
  for (const auto outcome : {Outcome::answered, Outcome::resolved, Outcome::not_ours, Outcome::rejected,
                             Outcome::duplicate, Outcome::no_reply}) {
    outcomes.check(to_name(outcome), [&] { return outcome_word(outcome); });
  }
  for (const auto identified : {Identified::none, Identified::declared, Identified::verified}) {
    identities.check(to_name(identified), [&] { return identified_word(identified); });
  }
}

TEST_CASE("vocabulary: the words of a notice and of its people") {
  Words notices, people;
  for (const auto state : {NoticeState::draft, NoticeState::scheduled, NoticeState::running,
                           NoticeState::paused, NoticeState::done, NoticeState::cancelled}) {
    notices.check(to_name(state), [&] { return notice_state_word(state); });
  }
  for (const auto status :
       {RecipientStatus::pending, RecipientStatus::sending, RecipientStatus::sent, RecipientStatus::delivered,
        RecipientStatus::read, RecipientStatus::failed, RecipientStatus::uncertain, RecipientStatus::skipped,
        RecipientStatus::expired, RecipientStatus::cancelled}) {
    people.check(to_name(status), [&] { return recipient_status_word(status); });
  }
}

TEST_CASE("vocabulary: every ground of moderation") {
  Words grounds;
  for (const auto name : {"illegal", "offensive", "threat", "personal-data", "attack", "spam", "promotion",
                          "copyright", "fundraising"}) {
    if (std::string_view(name) == "spam" || std::string_view(name) == "copyright") continue;  // the same word
    grounds.check(name, [&] { return ground_word(name); });
  }
}
