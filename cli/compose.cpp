#include "compose.hpp"

#include <algorithm>

#include <urp/desk/thread.hpp>
#include <urp/error.hpp>
#include <urp/text.hpp>

#include "ask.hpp"
#include "editor.hpp"
#include "layout.hpp"
#include "meanwhile.hpp"
#include "message_words.hpp"
#include "printer.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

constexpr int comment_columns = 76;

/// The thread as it stands under the answer. What a citizen wrote is made safe: an editor is a terminal too.
std::vector<std::string> thread_comments(const ShowResult& shown, const Telling& telling) {
  std::vector<std::string> comments;
  const Ticket& ticket = shown.ticket;
  comments.push_back(wrap_lines(
      say(_("Answer to {0}, {1}. Lines that begin with # are not sent; an empty text sends nothing."),
          contact_label(ticket.contact, 40), to_string(ticket.id)),
      comment_columns, ""));
  const bool open = ticket.window_closes_at && *ticket.window_closes_at > telling.now;
  comments.push_back(wrap_lines(
      open ? say(_("The window is open until {0}."),
                 spoken_time(*ticket.window_closes_at, telling.now, telling.zone))
           : std::string(_("The window is CLOSED: the answer can be parked until the citizen writes.")),
      comment_columns, ""));
  comments.emplace_back();
  for (const MessageBlock& block : group_albums(shown.messages)) {
    add_block(comments, block, telling, comment_columns);
  }
  return split_lines(comments);
}

/// Refuses before the clerk writes what would be refused afterwards; a closed window is asked about later.
void check_before_writing(Office& office, const ReplyRequest& request) {
  ReplyRequest probe = request;
  probe.text = ".";
  probe.key.reset();
  probe.park = probe.dry_run = true;
  reply(office, probe);
}

/// Another process may hold the database for a moment: the next save is kept then.
void keep_if_possible(Office& office, TicketId ticket, const std::string& text) {
  try {
    keep_draft(office, ticket, text);
  } catch (const Error& error) {
    put_error(say(_("urp: the draft could not be kept: {0}"), escape_controls(error.what())) + "\n");
  }
}

/// Colleagues see that somebody writes, until the editor ends, however it does.
class Editing {
 public:
  Editing(Office& office, const ReplyRequest& request) : office_(office), ticket_(request.ticket) {
    begin_editing(office, request.ticket, request.steal.has_value());
  }
  ~Editing() {
    try {
      end_editing(office_, ticket_);
    } catch (const Error&) {
      // It ends by itself ten minutes after it began.
    }
  }
  Editing(const Editing&) = delete;

 private:
  Office& office_;
  TicketId ticket_;
};

ShowResult read_thread(Office& office, TicketId ticket) {
  ShowRequest show;
  show.ticket = ticket;
  show.mark_read = true;
  return show_ticket(office, show);
}

enum class Meanwhile { send, edit, draft };

Meanwhile ask_meanwhile(const Ticket& ticket, const std::vector<std::string>& lines) {
  put_error(say(_("{0}, {1}: this came while you wrote:"), to_string(ticket.id),
                contact_label(ticket.contact, 40)) +
            "\n");
  for (const std::string& line : lines) put_error("  " + line + "\n");
  switch (ask_one_of(
      _("[s]end all the same   [e]dit   keep as a [d]raft?"),
      {{"s", "send", "i", "invia"}, {"e", "edit", "m", "modifica"}, {"d", "draft", "b", "bozza"}})) {
    case 0:
      return Meanwhile::send;
    case 1:
      return Meanwhile::edit;
    default:
      return Meanwhile::draft;
  }
}

}  // namespace

std::string compose(Invocation& call, const ReplyRequest& request) {
  if (!can_ask()) {
    throw Error(Fault::usage, _("there is no text, and no terminal for an editor"),
                _("give the text with the command, or - for standard input"));
  }
  Office& office = call.office();
  check_before_writing(office, request);
  ShowResult shown = read_thread(office, request.ticket);
  const bool had_draft = shown.draft.has_value();
  std::string text = shown.draft.value_or("");
  const Editing editing(office, request);
  for (;;) {
    const Telling telling{call.style(), office.zone(), office.now()};
    text = edit_text(choose_editor(call.user_interface()), editor_page(text, thread_comments(shown, telling)),
                     [&](const std::string& saved) { keep_if_possible(office, request.ticket, saved); });
    if (text.empty()) {
      throw Error(Fault::failed, _("nothing written, nothing sent"),
                  had_draft ? _("the draft from before is still there") : "");
    }
    keep_draft(office, request.ticket, text);  // before anything is asked or tried
    ShowResult now = read_thread(office, request.ticket);
    const auto lines = told_meanwhile(shown, now, telling, office.actor().clerk);
    if (lines.empty()) return text;
    switch (ask_meanwhile(now.ticket, lines)) {
      case Meanwhile::send:
        return text;
      case Meanwhile::edit:
        shown = std::move(now);
        break;
      case Meanwhile::draft:
        throw Error(Fault::conflict,
                    say(_("{0}: nothing was sent, the text is a draft"), to_string(request.ticket)),
                    say(_("open it again: urp reply {0}"), request.ticket.value));
    }
  }
}

}  // namespace urp::cli
