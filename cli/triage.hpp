// triage.hpp: one case at a time with single keys. Which key means what is triage_state.hpp; how it looks
// triage_view.hpp; here it is done.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <urp/desk/claim.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/similar.hpp>
#include <urp/desk/thread.hpp>

#include "console.hpp"
#include "resting.hpp"

namespace urp::cli {

class Triage {
 public:
  Triage(Invocation& call, Console console, TicketFilter filter);

  /// The inbox, one case after the other, from where it was left. Throws interrupted when the terminal went
  /// away; what was being typed is a draft.
  void run();
  /// This case alone, whoever holds it.
  void run_one(TicketId ticket);
  /// What rests still, once the screen is gone.
  void finish() { resting_.finish(); }

 private:
  void loop();
  void draw();
  void look_around();
  void obey(const Command& command);
  void begin(Purpose purpose);
  void typed(const Command& command);
  void picked(const Command& command);
  void chosen(const Command& command);
  void hang_up(const Command& command);

  // from case to case
  void open(TicketId ticket);
  void reload();
  void advance();
  void skip();
  void back();
  void nothing_left();
  bool is_last_of_history() const;

  // answers
  void begin_answer();
  void write_in_editor(const std::string& text);
  void check_and_send(const std::string& text);
  void preview(const std::string& text, const std::optional<std::string>& canned = std::nullopt);
  void send(bool knock, bool park);
  void show_canned();
  void show_similar();
  void undo();

  // the rest
  void ask_service(const std::string& slug);
  void route(bool tell);
  void choose_flagged();
  void flag(bool hide);
  void close(std::size_t outcome);
  void postpone(const std::string& when);
  void change_tag(const std::string& words);
  void link(const std::string& word);
  void find(const std::string& query);
  void toggle_urgent();
  void open_attachments();

  const Ticket& ticket() const { return shown_->ticket; }
  std::string person() const;
  std::string service_words() const;
  std::string done_words() const;
  std::string today() const;
  void did(const char* what, std::string message);

  Invocation& call_;
  Office& office_;
  Console console_;
  TicketFilter filter_;
  Resting resting_;
  TriageState state_;
  bool over_ = false, dirty_ = true, one_ = false;
  std::int64_t version_ = 0;  // of the database, when it was looked at last

  std::optional<ShowResult> shown_;
  SimilarResult similar_;
  int limit_ = usual_limit;
  std::int64_t waiting_ = 0;
  std::vector<TicketId> history_, skipped_;
  std::size_t place_ = 0;   // in the history
  bool untouched_ = false;  // claimed for looking at it, and nothing was done yet

  // of the question that is asked now
  std::optional<ShowResult> begun_;  // the case as it was when the clerk began to write
  std::string text_, service_;
  std::optional<std::string> canned_;  // of which canned answer the text was made
  std::vector<std::string> names_;     // of canned texts or services, as they stand in the menu
  std::vector<std::string> answers_;   // of similar cases
  std::vector<TicketId> found_;
  std::vector<MessageRef> messages_;
  std::size_t ground_ = 0;
  MessageRef flagged_{};
  TriagePicture asked_;  // its words

  std::string message_;
  std::vector<std::pair<std::string, int>> done_;  // in the order of their first time

  static constexpr int usual_limit = 10;
};

}  // namespace urp::cli
