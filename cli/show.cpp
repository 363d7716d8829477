#include "show.hpp"

#include <urp/render.hpp>

#include "thread_view.hpp"
#include "ticket_list.hpp"

namespace urp::cli {

void show_one(Invocation& call, ShowRequest request, bool peek) {
  Office& office = call.office();
  const bool for_people = call.look().screen && !call.common.json;
  request.mark_read = for_people && !peek;  // a pipe is no reader
  const ShowResult shown = show_ticket(office, request);
  if (call.common.json) return call.out().line(to_json(shown, office.zone()));
  if (!for_people) return list_thread_lines(call.out(), shown, office.zone());
  show_thread(call.out(), shown, office);
  remember_ticket(shown.ticket.id);
}

}  // namespace urp::cli
