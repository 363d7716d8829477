#include "show.hpp"

#include <urp/desk/similar.hpp>
#include <urp/desk/unseal.hpp>
#include <urp/render.hpp>

#include "say.hpp"
#include "similar_view.hpp"
#include "thread_view.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

/// For what waits for us: the best of what was answered before.
std::string similar_line(Invocation& call, const Ticket& ticket) {
  constexpr int label_columns = 12;
  if (turn_of(ticket.state) != Turn::office) return {};
  const SimilarResult similar = similar_answers(call.office(), {ticket.id, 1});
  return best_similar(call.style(), similar, call.style().width - label_columns);
}

}  // namespace

void show_one(Invocation& call, ShowRequest request, bool peek, const Unsealing& unsealing) {
  Office& office = call.office();
  const bool for_people = call.style().screen && !call.common.json;
  request.mark_read = for_people && !peek;  // a pipe is no reader
  ShowResult shown = show_ticket(office, request);
  if (unsealing.wanted) {
    const int read = unseal(
        office, shown, unsealing.key ? std::optional<std::filesystem::path>(*unsealing.key) : std::nullopt);
    if (for_people) {
      // On a screen the words take the place of the mark that they are hidden.
      for (Message& message : shown.messages) message.hidden = false;
      tell(say(plural("{0} hidden message, read by you: it is on record",
                      "{0} hidden messages, read by you: it is on record", read),
               read));
    }
  }
  if (call.common.json) return call.out().line(to_json(shown, office.zone()));
  if (!for_people) return list_thread_lines(call.out(), shown, office.zone());
  show_thread(call.out(), shown, office, similar_line(call, shown.ticket));
  remember_ticket(shown.ticket.id);
}

}  // namespace urp::cli
